using CityKit.Edge.Forwarding;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>What a small display shows: the device, then what is wrong, then the hub. Two rows must do.</summary>
internal static class DisplayText
{
    internal static IReadOnlyList<string> Rows(string device, EdgeRuntime runtime) => [device, .. Problems(runtime), Hub(runtime)];

    private static IEnumerable<string> Problems(EdgeRuntime runtime)
    {
        if (runtime.Loop.Status.Trouble is not null) yield return "cannot write";
        for (var line = 0; line < runtime.Source.Lines.Count; line++)
            if (!runtime.Source.IsPresent(line)) yield return $"away {runtime.Source.Lines[line]}";
        foreach (var sample in runtime.Channels.SelectMany(poller => poller.Newest))
            if (sample.Read.Problem is { } problem) yield return $"{problem} {sample.Channel}";
    }

    private static string Hub(EdgeRuntime runtime)
    {
        var (status, outbox) = (runtime.Forwarder.Status, runtime.Outbox.Status);
        var waiting = outbox.Alarm.Rows + outbox.Reading.Rows;
        return status.State is ForwarderState.Idle or ForwarderState.Sending ? "hub ok" : $"no hub, {waiting} wait";
    }
}
