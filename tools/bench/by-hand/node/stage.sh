# On a host: the new version's programs beside the old ones, and its images.
mkdir -p /opt/slipway/staged
for entry in $BINARIES; do
  sha=${entry%%:*} path=/opt/slipway/staged/$(basename "${entry#*:}")
  case "$path" in */kubeadm | */kubelet | */kubectl) ;; *) continue ;; esac
  twin=$(grep -s "^$sha " /opt/slipway/staged/index | head -n 1 | cut -d' ' -f2)
  if [ -n "$twin" ]; then
    ln -f "$twin" "$path"
  else
    curl --silent --show-error --fail --cacert /etc/slipway/ca.crt "$FILES/blobs/sha256/$sha" --output "$path"
    echo "$sha  $path" | sha256sum --check --quiet
    chmod 755 "$path"
    echo "$sha $path" >> /opt/slipway/staged/index
  fi
done
rm /opt/slipway/staged/index
images=$IMAGES_NODE
[ "$ROLE" = control-plane ] && images="$IMAGES_CONTROL_PLANE $images"
pulls=
for image in $images; do
  crictl pull "$image" > /dev/null &
  pulls="$pulls $!"
done
for pid in $pulls; do wait "$pid"; done
