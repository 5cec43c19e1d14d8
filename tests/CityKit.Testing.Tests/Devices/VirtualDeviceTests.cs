using System.Net;
using System.Text;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Intake;
using CityKit.Testing.Conformance;
using CityKit.Testing.Devices;
using CityKit.Testing.Scenarios;
using CityKit.Testing.Tests.Scenarios;
using NodaTime;

namespace CityKit.Testing.Tests.Devices;

public sealed class VirtualDeviceTests
{
    private static readonly Instant At = CityScenario.DefaultStart;
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly VirtualDevice device = new("pi-1", At - Duration.FromHours(1));

    [Fact]
    public void Next_AfterABatch_GoesOnInItsLane()
    {
        device.Next(device.Contact("a", At), device.Contact("a", At, active: false));
        var before = device.Cursor(Lane.Alarm);
        var (header, sequences) = Read(device.Next(device.Detection("b", At)));
        Assert.Equal((3, before.Hash), (header.First, header.Before));
        Assert.Equal([3L], sequences);
        Assert.Equal((3, 0), (device.Cursor(Lane.Alarm).Sequence, device.Cursor(Lane.Reading).Sequence));
    }

    [Fact]
    public void Next_EventsOfTwoLanesOrNone_Throws()
    {
        Assert.Throws<ArgumentException>(() => device.Next(device.Contact("a", At), device.Heartbeat(At)));
        Assert.Throws<ArgumentException>(() => device.Next());
    }

    [Fact]
    public void Dropped_OfSeveral_CoversTheirSequences()
    {
        var (_, sequences) = Read(device.Next(device.Heartbeat(At), device.Dropped(At, 5), device.Heartbeat(At + Minute)));
        Assert.Equal([1, 6, 7], sequences);
    }

    [Fact]
    public void Reboot_LaterEvents_AreOfAnotherBootAndKeepTheirTimes()
    {
        var before = device.Contact("a", At);
        device.Reboot(At + Minute);
        var after = device.Contact("a", At + Minute + Minute);
        var (header, _) = Read(device.Next(before, after));
        Assert.Equal([0, 1], header.Boots.Select(boot => boot.Ordinal));
        Assert.NotEqual(header.Boots[0].Boot, header.Boots[1].Boot);
        Assert.Equal((At, At + Minute + Minute), (device.TimeOf(before), device.TimeOf(after)));
        Assert.Equal((60_000_000_000, 1), (after.Time.Nanoseconds, after.Time.Boot));
    }

    [Fact]
    public void Zero_NotSet_LeavesTheTimeUnknown()
    {
        device.Zero = null;
        var seen = device.Contact("a", At);
        var clock = Assert.Single(Read(device.Next(seen)).Header.Boots);
        Assert.Equal((null, null, ClockQuality.Unknown), (device.TimeOf(seen), clock.Zero, clock.Quality));
        Assert.Equal(Duration.FromHours(1).ToInt64Nanoseconds(), seen.Time.Nanoseconds);
    }

    [Fact]
    public void Event_OfEveryBuiltInKind_IsOneOnTheWire()
    {
        CityEvent[] all =
        [
            device.Reading("w", At, 14, Minute), device.Contact("a", At), device.Detection("f", At, 12_000),
            device.Rejection("f", At, "too-slow"),
            device.Heartbeat(At), device.Blind("a", At, Minute), device.LineGap("a", At, 3), device.Dropped(At, 2),
            device.Fault("a", At, "cut"),
            device.AlertRaised("a", At, "smoke"), device.AlertCleared("a", At, "smoke", At - Minute), device.Running(At, 7, "0.7"),
        ];
        Assert.Equal(Enum.GetValues<EventKind>().Except([EventKind.None]), all.Select(seen => seen.Kind));
        foreach (var seen in all)
        {
            var batch = BatchCodec.Decode(SignedBatch.Decode(device.Next(seen), out _)!.Batch, WireLimits.Default, out var error);
            Assert.Null(error);
            Assert.Equal(seen with { Sequence = device.Cursor(seen.Lane).Sequence }, Assert.Single(batch!.Events).Event);
        }
    }

    [Fact]
    public async Task Send_ToAHub_IsSyncedAndItsAnswerIsChecked()
    {
        await using var city = await AdmittedAsync();
        var answer = await device.SendAsync(city.Hub, device.Contact("smoke-1", At));
        Assert.Equal((BatchStatus.Synced, device.Cursor(Lane.Alarm)), (answer.Status, answer.Cursor));
        Assert.NotNull(answer.Receipt);
        var other = device.WithNewOutbox(2);
        Assert.Equal(BatchStatus.Synced, (await other.SendAsync(city.Hub, other.Contact("smoke-1", At))).Status);
        Assert.Equal(BatchStatus.Retired, (await device.SendAsync(city.Hub, device.Contact("smoke-1", At))).Status);
    }

    [Fact]
    public async Task Send_OverHttp_ReadsAndChecksTheAnswer()
    {
        await using var city = await AdmittedAsync();
        using var http = new HttpClient(new HubOverHttp(city.Hub)) { BaseAddress = new Uri("http://hub.example/") };
        var batches = new Uri("citykit/v1/batches", UriKind.Relative);
        var answer = await device.SendAsync(http, batches, device.Contact("smoke-1", At));
        Assert.Equal((BatchStatus.Synced, Lane.Alarm, device.Cursor(Lane.Alarm)), (answer.Status, answer.Lane, answer.Cursor));
        using var another = DeviceKey.Create();
        device.AnswerKey = another.Public;
        var forged = await Assert.ThrowsAsync<ConformanceException>(() => device.SendAsync(http, batches, device.Contact("smoke-1", At)));
        Assert.Contains("is signed with the hub's answer key", forged.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{\"status\":\"fine\"}")]
    [InlineData("[]")]
    public async Task Send_OverHttpToSomethingElse_SaysThatItIsNoHub(string body)
    {
        using var http = new HttpClient(new Proxy(body)) { BaseAddress = new Uri("http://proxy.example/") };
        await Assert.ThrowsAsync<ConformanceException>(() =>
            device.SendAsync(http, new Uri("batches", UriKind.Relative), device.Contact("a", At)));
    }

    private async Task<CityScenario> AdmittedAsync()
    {
        var city = await CityScenarioTests.StartAsync();
        (await city.Hub.ExecuteAsync(new AdmitDevice("a-1", device.Id, device.Key.Public), CityScenario.Administrator)).OrThrow();
        device.AnswerKey = city.Hub.AnswerKey;
        return city;
    }

    private static (BatchHeader Header, IEnumerable<long> Sequences) Read(byte[] envelope)
    {
        var batch = BatchCodec.Decode(SignedBatch.Decode(envelope, out _)!.Batch, WireLimits.Default, out _)!;
        return (batch.Header, batch.Events.Select(seen => seen.Event!.Sequence));
    }

    /// <summary>Answers as <c>POST /batches</c> does; the Hub tests have the endpoint itself.</summary>
    private sealed class HubOverHttp(CityHub hub) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await hub.AcceptAsync(await request.Content!.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
            var path = answer.Receipt!.Path.IsEmpty ? "" : $",\"path\":\"{Convert.ToBase64String(answer.Receipt.Path.Span)}\"";
            return Json($$"""
                {"status":"{{answer.Word}}","lane":"{{Lanes.NameOf(answer.Lane)}}","cursor":{{answer.Cursor.Sequence}},"hash":"{{answer.Cursor.Hash}}",
                 "history":"{{answer.Receipt.Content.History:x32}}","signature":"{{Convert.ToBase64String(answer.Receipt.Signature.Span)}}"{{path}}}
                """);
        }
    }

    private sealed class Proxy(string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Json(body));
    }

    private static HttpResponseMessage Json(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8) };
}
