using CityKit.Delivering;
using CityKit.Hub.Tests.Support;
using CityKit.Samples.Sms;
using CityKit.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>The sample's channel against a simulated carrier, behind a hub that delivers.</summary>
public sealed class SmsTests : IDisposable
{
    private readonly HttpClient client = new();

    [Fact]
    public async Task Alert_WhileTheCarrierIsDown_IsSentAgainAndReachesThePhoneOnce()
    {
        await using var carrier = await SimulatedCarrier.StartAsync();
        await using var city = await StartAsync(carrier);
        carrier.AnswerNext(503, 9);
        var device = await city.AdmitAsync();
        await city.SubscribeAsync("duty", Subscription.People, kinds: ["Notice"], audience: "duty-desk");
        await city.SmokeAsync(device);
        var down = await carrier.NextAsync();
        var busy = await city.PassUntilAsync(carrier.NextAsync(), Duration.FromSeconds(1));
        var taken = await city.PassUntilAsync(carrier.NextAsync(), Duration.FromSeconds(1));
        Assert.Equal((down, down), (busy, taken));
        Assert.Equal(("13900000001", "【海棠苑】Smoke", "Basic ZGVzazpzZWNyZXQ="), (taken.To, taken.Text, taken.Authorization));
        await NotifyCity.UntilAsync(async () => (await city.Desk.ReadSubscriptionsAsync())[0] is { Behind: 0, Waiting: 0 });
        Assert.Equal(taken.Id, Assert.Single(carrier.Delivered).Key);
    }

    [Fact]
    public async Task Alert_ToANumberThatIsNone_IsADeadLetterAtOnceAndCanBeSentAgain()
    {
        await using var carrier = await SimulatedCarrier.StartAsync();
        await using var city = await StartAsync(carrier);
        carrier.AnswerNext(2);
        var device = await city.AdmitAsync();
        await city.SubscribeAsync("duty", Subscription.People, kinds: ["Notice"], audience: "duty-desk");
        await city.SmokeAsync(device);
        await carrier.NextAsync();
        await NotifyCity.UntilAsync(async () => await city.Desk.CountDeadLettersAsync() == 1);
        var letter = Assert.Single(await city.Desk.ReadDeadLettersAsync());
        Assert.Equal((1, "code 2"), (letter.Attempts, letter.Failure));
        Assert.True(await city.Desk.ResendAsync(letter.Id));
        await carrier.NextAsync();
        Assert.Single(carrier.Delivered);
    }

    [Fact]
    public async Task Log_OfWhatWasSentAndWhatFailed_ShowsMaskedNumbersAndNoText()
    {
        await using var carrier = await SimulatedCarrier.StartAsync();
        await using var city = await StartAsync(carrier);
        carrier.AnswerNext(3);
        var device = await city.AdmitAsync();
        await city.SubscribeAsync("duty", Subscription.People, kinds: ["Notice"]);
        await city.SmokeAsync(device); // one to the officer on duty, one to the fallback
        await carrier.NextAsync();
        await carrier.NextAsync();
        bool IsMasked(string line) => line.Contains("*********0", StringComparison.Ordinal);
        await NotifyCity.UntilAsync(() => Task.FromResult(city.Log.Count(IsMasked) == 2));
        Assert.DoesNotContain(city.Log, line => line.Contains("1390000", StringComparison.Ordinal));
        Assert.DoesNotContain(city.Log, line => line.Contains("海棠苑", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("13900000017", "*********17")]
    [InlineData("12345", "***45")]
    [InlineData("110", "***")]
    [InlineData("", "")]
    public void Mask_OfANumber_ShowsItsLastTwoDigits(string number, string masked) => Assert.Equal(masked, PhoneMask.Of(number));

    public void Dispose() => client.Dispose();

    private Task<NotifyCity> StartAsync(SimulatedCarrier carrier) => NotifyCity.StartAsync(n => n.UseAddressBook(NotifyCity.Book)
        .AddChannel("sms", services => new SmsChannel(client,
            new CarrierOptions(carrier.Address, "desk", "secret", "【海棠苑】"), services.GetRequiredService<ILogger<SmsChannel>>())));
}
