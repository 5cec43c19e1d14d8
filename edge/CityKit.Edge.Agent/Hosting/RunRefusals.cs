using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Configuration;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>
/// What the agent does not run with: decided here alone, for <c>check</c>, for <c>run</c> and for configurations of the hub.
/// </summary>
internal static class RunRefusals
{
    /// <summary>Reads a configuration to run with.</summary>
    /// <param name="file">The <c>edge.json</c>.</param>
    /// <param name="kinds">The words that it may use.</param>
    /// <param name="isPlainAllowed">Whether a hub may be spoken to without TLS.</param>
    /// <param name="pins">The pins to run on.</param>
    /// <param name="wrong">Everything that speaks against it, a line each; empty when it may run.</param>
    /// <returns>The configuration; null when something speaks against it.</returns>
    /// <exception cref="AgentRefusedException">A file cannot be read.</exception>
    internal static AgentConfiguration? Read(string file, EdgeKinds kinds, bool isPlainAllowed, PinChoice pins,
        out IReadOnlyList<string> wrong)
    {
        var reader = new AgentConfigurationReader(kinds);
        var configuration = reader.Read(file);
        wrong = configuration is null
            ? [.. reader.Findings.Select(f => f.ToString())]
            : [.. Of(configuration.Edge, isPlainAllowed, pins).Select(why => $"{file}: {why}")];
        return wrong.Count == 0 ? configuration : null;
    }

    /// <summary>Why the agent does not run with a configuration that reads right; none when it does.</summary>
    internal static IEnumerable<string> Of(EdgeConfiguration edge, bool isPlainAllowed, PinChoice pins)
    {
        if (edge.Hub is null)
            yield return "No hub is named: add \"hub\": {\"url\": \"https://...\"}, as nothing seen would ever be sent; "
                + "'simulate' needs none. 未配置中枢地址，所见将无处可送；仅 simulate 无需。";
        else if (HubTrust.WhyNot(edge.Hub, isPlainAllowed) is { } why) yield return why;
        if (pins == PinChoice.Machine && WithoutPlace(edge) is { Length: > 0 } placeless)
            yield return $"No chip is named for {string.Join(", ", placeless)}: give each 'chip' and 'offset' or 'chipLine'; "
                + $"or, for simulated pins, '--simulated' of 'run' and 'check'. {string.Join("、", placeless)} 未指明芯片与编号；模拟引脚请用 --simulated。";
    }

    private static string[] WithoutPlace(EdgeConfiguration edge) =>
        [.. edge.Lines.Where(l => l.Chip is null).Select(l => l.Name), .. edge.Outputs.Where(o => o.Chip is null).Select(o => o.Name)];
}
