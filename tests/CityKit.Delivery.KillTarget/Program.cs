using System.Globalization;
using CityKit.Delivery.KillTarget;

// A hub in the folder ARGS[0] that delivers ARGS[2] notifications to the webhook ARGS[1], until it is done or killed.
await DeliveringHub.RunAsync(args[0], new Uri(args[1]), int.Parse(args[2], CultureInfo.InvariantCulture));
