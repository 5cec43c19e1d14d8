using CityKit.Samples.OpenIdHub;

await OpenIdHub.Build(args).RunAsync();
