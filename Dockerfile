# scrublint in an image that holds nothing else: a static binary, run as nobody.
#
#     docker build -t scrublint .
#     docker run --rm -v "$PWD:/articles:ro" scrublint check content/
#
# For --fix, mount without `:ro` and run as yourself: --user "$(id -u):$(id -g)".
FROM rust:1.89-alpine3.22 AS build
# What the allocator is built with, of whatever version the image's release has.
# hadolint ignore=DL3018
RUN apk add --no-cache make
WORKDIR /src
COPY . .
RUN cargo build --release --locked --bin scrublint

FROM scratch
COPY --from=build /src/target/release/scrublint /scrublint
USER 65534:65534
WORKDIR /articles
ENTRYPOINT ["/scrublint"]
CMD ["check", "."]
