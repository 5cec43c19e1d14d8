using System.Diagnostics;
using System.Net;
using CityKit.Attack.Tests.Attackers;
using CityKit.Hub.Tests.Support;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Attack.Tests.Support;

/// <summary>Devices that send what they see, one batch after the other, and keep how each was answered and how long it took.</summary>
internal sealed class HonestFleet(AttackedHub hub)
{
    private const int Devices = 20;
    private const double BatchesPerSecond = 40; // of each: about 30 % of a core
    private readonly VirtualDevice[] devices = [.. Enumerable.Range(0, Devices).Select(NewDevice)];
    private readonly Lock gate = new();
    private readonly List<double> milliseconds = [];
    private readonly List<HttpStatusCode> refused = [];

    /// <summary>How batches were answered that were not taken.</summary>
    internal IReadOnlyList<HttpStatusCode> Refused => refused;

    internal static string NameOf(int number) => $"honest-{number}";

    internal async Task AdmitAsync()
    {
        foreach (var device in devices) await hub.AdmitAsync(device);
    }

    /// <summary>Sends for so long; returns how many batches, how long they took and what this process used meanwhile.</summary>
    internal async Task<FleetTimes> SendAsync(TimeSpan span)
    {
        milliseconds.Clear();
        using var end = new CancellationTokenSource(span);
        var before = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(devices.Select((device, number) => SendAsync(device, $"127.0.1.{number + 1}", end.Token)));
        var sorted = milliseconds.Order().ToArray();
        return new FleetTimes(sorted.Length, sorted[sorted.Length / 2], sorted[sorted.Length * 99 / 100],
            (Environment.CpuUsage.TotalTime - before) / span);
    }

    private async Task SendAsync(VirtualDevice device, string address, CancellationToken end)
    {
        using var http = HttpFrom.Address(address, hub.Root);
        await Pace.RunAsync(BatchesPerSecond, _ => SendAsync(http, device), end);
    }

    private async Task SendAsync(HttpClient http, VirtualDevice device)
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

    private static VirtualDevice NewDevice(int number) =>
        new(NameOf(number), SystemClock.Instance.GetCurrentInstant() - Duration.FromHours(1));
}
