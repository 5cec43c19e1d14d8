using CityKit.Core;
using CityKit.Edge.Detectors;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Gpio;
using CityKit.Edge.Gpio.Linux;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Edge.Guest;

/// <summary>A whole edge on the simulated chip: four doors, a water meter. Tells what its outbox has taken and the hub has answered; ends when its standard input does.</summary>
internal static class EdgeProgram
{
    internal const int Doors = 4;
    internal const string ChipLabel = "whole-edge";

    internal static DeviceId Device { get; } = DeviceId.Parse("guest-edge");

    internal static async Task<int> RunAsync(string folder, Uri hub)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning));
        await using var edge = new EdgeRuntime(Options(folder, hub), NoServices.Instance, TimeProvider.System, loggers);
        using var stop = new CancellationTokenSource();
        edge.Loop.Start();
        var running = edge.RunAsync(stop.Token);
        var telling = Telling.RunAsync(() => Lanes(edge), stop.Token);
        await Console.In.ReadToEndAsync();
        await stop.CancelAsync();
        await Task.WhenAll(running, telling);
        return 0;
    }

    private static EdgeOptions Options(string folder, Uri hub) => new()
    {
        Device = Device,
        DataFolder = folder,
        Source = _ => new LinuxLineSource([.. Enumerable.Range(0, Doors).Select(Door), Line("water", Doors)]),
        Detectors = _ => [.. Enumerable.Range(0, Doors).Select(DoorDetector), () => new PulseMeterDetector(new PulseMeterOptions(SensorName.Parse("water"), "water"))],
        Forwarder = new ForwarderOptions { Hub = hub, FirstRetry = TimeSpan.FromMilliseconds(50), LongestRetry = TimeSpan.FromMilliseconds(500), SlowRetry = TimeSpan.FromSeconds(1) },
    };

    internal static string DoorName(int door) => $"door{door}";

    private static LinuxLine Door(int door) => Line(DoorName(door), door);

    private static LinuxLine Line(string name, int offset) => new(name, ChipLabel) { Offset = offset, Bias = LineBias.PullDown };

    private static Func<IDetector> DoorDetector(int door) =>
        () => new ContactDetector(new ContactOptions(SensorName.Parse(DoorName(door)), DoorName(door)) { Debounce = Duration.FromMilliseconds(3) });

    private static (long, long, long, long) Lanes(EdgeRuntime edge)
    {
        var status = edge.Outbox.Status;
        return (status.Alarm.Last, status.Reading.Last, status.Alarm.Cursor, status.Reading.Cursor);
    }
}
