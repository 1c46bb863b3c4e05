import tseslint from 'typescript-eslint'

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '.nx/**',
      '.slipway/**',
      'apps/ui/build/**',
      '**/.svelte-kit/**',
      'eslint.config.js',
      '.dependency-cruiser.cjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['vitest.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300 }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // numbers and booleans in a template read as they are
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // rooms hand out objects of closures; there are hardly any classes whose `this` could be lost
      '@typescript-eslint/unbound-method': 'off',
      // `a || b` on strings means "a, or b where a is empty"
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      '@typescript-eslint/require-await': 'off',
      // `Promise.withResolvers<void>()` is how the platform says it
      '@typescript-eslint/no-invalid-void-type': 'off',
      // a callback that only looks at an errno says so in its parameter
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
      // narrowing does not see what a callback assigned meanwhile
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  {
    // Kubernetes' client takes objects as plain data where its types name classes
    files: ['libs/activities/src/{kubernetes,access}/**', 'libs/activities/src/testing/**'],
    rules: {
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
    },
  },
  {
    files: ['apps/api/**'],
    rules: {
      // a class says what GraphQL shows of a row; what resolvers give are the rows
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    },
  },
  {
    files: ['**/*.test.ts', '**/testing/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // what an API answers is known by the question
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      'no-console': 'off',
    },
  },
)
