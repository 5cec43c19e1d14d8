using CityKit.Client.Operations;
using CityKit.Desk.Shell;
using CityKit.Desk.Words;
using NodaTime;

namespace CityKit.Desk.Operations;

/// <summary>What is said of a device's times and versions, as of a moment of the hub's clock.</summary>
internal sealed class DeviceTexts(DeskView view, Instant now)
{
    private static readonly Duration Tolerance = Duration.FromMinutes(2);

    internal string Heard(Device device) => device.HeardAt is not { } at ? view.Say(OperationsWords.Never)
        : view.Say(CommonWords.Ago, view.Length(Duration.Max(Duration.Zero, now - at)));

    /// <summary>The clock's source, and how far it is off as far as the newest event of the latest batch shows it.</summary>
    internal string Clock(Device device)
    {
        var quality = view.Say(OperationsTerms.Of("clock", device.Clock.Quality));
        return device.Behind is { } offset ? $"{quality} · {Offset(offset)}" : quality;
    }

    internal string Offset(Duration offset) => offset < Duration.Zero ? view.Say(OperationsWords.Ahead, view.Length(-offset))
        : offset > Tolerance ? view.Say(OperationsWords.Behind, view.Length(offset)) : view.Say(OperationsWords.OnTime);

    internal string Waited(Device device) =>
        device.Waited is { } waited && waited > Duration.Zero ? view.Length(waited) : "–";

    /// <summary>What runs, whether it is on trial, and what it should be where that is another.</summary>
    internal string Agent(Device device)
    {
        if (device.Agent.Number == 0) return view.Say(OperationsWords.Unknown);
        var running = $"{device.Agent.Version} ({device.Agent.Number})";
        if (device.Agent.OnTrial) running += " · " + view.Say(OperationsWords.OnTrial);
        return device.Release > device.Agent.Number
            ? running + " · " + view.Say(OperationsWords.Wanted, view.Number(device.Release)) : running;
    }
}
