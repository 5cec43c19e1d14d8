using System.Text.RegularExpressions;
using Mono.Cecil;

namespace CityKit.House.Tests;

/// <summary>docs/metrics.md has each metric and span of the code, and no other.</summary>
public sealed partial class MetricNamesTests
{
    /// <summary>Where .NET makes instruments and spans: the method's last part, and the word the page has for it.</summary>
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["CreateCounter"] = "counter",
        ["CreateObservableCounter"] = "counter",
        ["CreateUpDownCounter"] = "up-down counter",
        ["CreateObservableUpDownCounter"] = "up-down counter",
        ["CreateHistogram"] = "histogram",
        ["CreateGauge"] = "gauge",
        ["CreateObservableGauge"] = "gauge",
        ["StartActivity"] = "span",
    };

    [Fact]
    public void Page_OfMetrics_NamesWhatTheCodeReports()
    {
        var code = PackageProject.All.SelectMany(p => Reported(p.AssemblyFile)).Distinct().Order(StringComparer.Ordinal).ToArray();
        Assert.Contains("citykit.hub.inputs counter", code);
        Assert.Contains("citykit.hub.commit span", code);
        Assert.Contains("citykit.edge.outbox.events.kept gauge", code);
        Assert.Equal(code, Listed().Order(StringComparer.Ordinal));
    }

    /// <summary>The name is the last text that begins like one of ours before the call.</summary>
    private static IEnumerable<string> Reported(string assemblyFile)
    {
        using var module = ModuleDefinition.ReadModule(assemblyFile);
        foreach (var method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody))
        {
            var name = "";
            foreach (var instruction in method.Body.Instructions)
            {
                if (instruction.Operand is string text && text.StartsWith("citykit.", StringComparison.Ordinal)) name = text;
                if (instruction.Operand is MethodReference called && Kinds.TryGetValue(called.Name, out var kind))
                    yield return $"{name} {kind}";
            }
        }
    }

    private static IEnumerable<string> Listed()
    {
        using var reader = new StreamReader(typeof(MetricNamesTests).Assembly.GetManifestResourceStream("metrics.md")!);
        foreach (Match row in Row().Matches(reader.ReadToEnd()))
            yield return $"{row.Groups["name"].Value} {(row.Groups["kind"] is { Success: true } kind ? kind.Value : "span")}";
    }

    [GeneratedRegex(@"^\| `(?<name>citykit\.[a-z.]+)` \|( (?<kind>[a-z-]+( counter)?) \|.*\|.*\|)?", RegexOptions.Multiline)]
    private static partial Regex Row();
}
