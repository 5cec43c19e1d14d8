using System.Diagnostics;
using System.Net;
using CityKit.Attack.Tests.Attackers;
using CityKit.Hub.Tests.Support;
using NodaTime;

namespace CityKit.Attack.Tests.Support;

/// <summary>Devices that send what they see, one batch after the other, and keep how each was answered and how long it took.</summary>
internal sealed class HonestFleet(AttackedHub hub)
{
    private const int Devices = 20;
    private const double BatchesPerSecond = 5; // of each: about 30 % of a core for the hub
    private readonly TestDevice[] devices = [.. Enumerable.Range(0, Devices).Select(NewDevice)];
    private readonly Lock gate = new();
    private readonly List<double> milliseconds = [];
    private readonly List<HttpStatusCode> refused = [];

    /// <summary>How batches were answered that were not taken.</summary>
    internal IReadOnlyList<HttpStatusCode> Refused => refused;

    internal int Answered => milliseconds.Count;

    internal static string NameOf(int number) => $"honest-{number}";

    internal async Task AdmitAsync()
    {
        foreach (var device in devices) await hub.AdmitAsync(device);
    }

    /// <summary>How long 99 of 100 batches took at most, in milliseconds, since the last call.</summary>
    internal double TakeP99()
    {
        var sorted = milliseconds.Order().ToArray();
        milliseconds.Clear();
        return sorted[sorted.Length * 99 / 100];
    }

    internal async Task SendAsync(TimeSpan span)
    {
        using var http = HttpFrom.Address("127.0.0.1", hub.Root);
        using var end = new CancellationTokenSource(span);
        await Task.WhenAll(devices.Select(device => Pace.RunAsync(BatchesPerSecond, _ => SendAsync(http, device), end.Token)));
    }

    private async Task SendAsync(HttpClient http, TestDevice device)
    {
        var now = SystemClock.Instance.GetCurrentInstant();
        using var body = new ByteArrayContent(device.Next(device.Reading(now, 1, Duration.FromSeconds(1)), device.Heartbeat(now)));
        body.Headers.ContentType = new("application/msgpack");
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsync("citykit/v1/batches", body);
        lock (gate)
        {
            milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (answer.StatusCode != HttpStatusCode.OK) refused.Add(answer.StatusCode);
        }
    }

    private static TestDevice NewDevice(int number) =>
        new(NameOf(number)) { Zero = SystemClock.Instance.GetCurrentInstant() - Duration.FromHours(1) };
}
