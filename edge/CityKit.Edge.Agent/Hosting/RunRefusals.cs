using CityKit.Edge.Configuration;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>Why the agent would not run with a configuration that reads right: what <c>check</c> says and what <c>run</c> refuses is said here, for both.</summary>
internal static class RunRefusals
{
    /// <summary>All reasons; none when it may run.</summary>
    internal static IEnumerable<string> Of(EdgeConfiguration edge, bool isPlainAllowed)
    {
        if (HubTrust.WhyNot(edge.Hub, isPlainAllowed) is { } why) yield return why;
        string[] placeless = [.. WithoutPlace(edge)];
        if (placeless.Length > 0 && placeless.Length < edge.Lines.Count + edge.Outputs.Count) yield return OnMachine(placeless);
    }

    /// <summary>The lines and outputs that name no chip. When none names one the file is meant for simulated pins.</summary>
    internal static IEnumerable<string> WithoutPlace(EdgeConfiguration edge) =>
        edge.Lines.Where(l => l.Chip is null).Select(l => l.Name).Concat(edge.Outputs.Where(o => o.Chip is null).Select(o => o.Name));

    /// <summary>That lines or outputs cannot be had on a machine's own pins.</summary>
    internal static string OnMachine(IEnumerable<string> placeless) =>
        $"No chip is named for {string.Join(", ", placeless)}: give each 'chip' and 'offset' or 'chipLine', or start with --simulated. 线路或输出未指明芯片与编号。";
}
