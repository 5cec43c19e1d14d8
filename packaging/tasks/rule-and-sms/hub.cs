#:sdk Microsoft.NET.Sdk.Web
#:package CityKit@0.1.0
#:property PublishAot=false
#:property RestoreAdditionalProjectSources=../packages
using CityKit;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Delivering;
using CityKit.Feeds;
using CityKit.Subscriptions;
using NodaTime;

using var host = await new HostBuilder().ConfigureServices(services => services.AddCityKit(city => city.UseInMemory()
    .UseRules(File.ReadAllBytes("rules.json")).UseSensors(File.ReadAllBytes("sensors.json"))
    .AddNotifications(told => told.UseInMemory().UseAddressBook(File.ReadAllBytes("people.json"))
        .AddChannel("sms", made => new Sms(made.GetRequiredService<IHostApplicationLifetime>()))))).StartAsync();
var hub = host.Services.GetRequiredService<CityHub>();
(await hub.ExecuteAsync(new PutSubscription("s-1", "duty", "people"), Actor.Of("admin-1", "shop", Role.Administrator))).OrThrow();
var times = Enumerable.Range(0, 5).Select(n => SystemClock.Instance.GetCurrentInstant() - Duration.FromMinutes(40 - 10 * n));
var seen = times.Select(at => new FeedObservation(SensorName.Parse("freezer"), EventKind.Reading, new(-12, "°C"), at));
await hub.AcceptAsync(new FeedBatch(DeviceId.Parse("shop"), "1", []) { Seen = [.. seen] });
await host.WaitForShutdownAsync();

sealed class Sms(IHostApplicationLifetime program) : INotificationChannel
{
    public ValueTask<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        Console.WriteLine($"SMS to {message.Recipient[..3]}****{message.Recipient[^4..]}: {message.Title}");
        program.StopApplication();
        return new(SendResult.Delivered);
    }
}
