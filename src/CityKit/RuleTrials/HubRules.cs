using System.Text;
using System.Text.Json.Nodes;

namespace CityKit.RuleTrials;

/// <summary>A rule file whose rules all run in the hub, which has what devices sent.</summary>
internal static class HubRules
{
    internal static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> utf8)
    {
        var file = JsonNode.Parse(utf8.Span)!;
        foreach (var rule in file["rules"]!.AsArray()) rule!["where"] = "hub";
        return Encoding.UTF8.GetBytes(file.ToJsonString());
    }
}
