using CityKit.Core;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Cases.Kpi;

/// <summary>The performance figures a city works with (指标目录): data, with those of the field built in. Immutable.</summary>
public sealed class KpiCatalogue
{
    private KpiCatalogue(IReadOnlyList<KpiDefinition> definitions) => Definitions = definitions;

    /// <summary>The figures common in the field; each may be defined otherwise in a city's own file.</summary>
    public static KpiCatalogue BuiltIn { get; } = Embedded();

    /// <summary>The definitions, in order.</summary>
    public IReadOnlyList<KpiDefinition> Definitions { get; }

    /// <summary>Reads a catalogue from its JSON text (schema 1); null with what is wrong and where.</summary>
    public static KpiCatalogue? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var reader = ConfigReader.Parse(utf8);
        reader.Integer("schema", 1, 1);
        _ = reader.TextOrNull("basis", 2000);
        var definitions = reader.Objects("definitions", 1000).Select(ReadDefinition).ToArray();
        reader.Close();
        errors = reader.Errors;
        return errors.Count == 0 ? new KpiCatalogue(definitions) : null;
    }

    /// <summary>The values over some items.</summary>
    /// <param name="items">The items; each definition takes those of its profile.</param>
    /// <param name="now">Now, for what is overdue and still open.</param>
    public IReadOnlyList<KpiValue> Evaluate(IEnumerable<WorkItem> items, Instant now)
    {
        var all = items.Where(item => item.RepeatOf is null).ToArray(); // a repeat is counted once, as its original
        return [.. Definitions.Select(definition => new KpiValue(definition, Sum(definition.Numerator, definition, all, now), Sum(definition.Denominator, definition, all, now)))];
    }

    private static long Sum(IReadOnlyList<string> facts, KpiDefinition definition, WorkItem[] items, Instant now) =>
        facts.Sum(fact => items.Where(item => item.Profile == definition.Profile).Sum(item => (long)CaseFacts.Count(fact.TrimStart('-'), item, now)) * (fact[0] == '-' ? -1 : 1));

    private static KpiDefinition ReadDefinition(ConfigReader item)
    {
        var definition = new KpiDefinition(item.Text("id", 64), new LocalizedText(item.Text("zh", 128), item.Text("en", 128)), Facts(item, "numerator"), Facts(item, "denominator"), item.TextOrNull("profile", 64) ?? "city-management");
        item.Close();
        return definition;
    }

    private static IReadOnlyList<string> Facts(ConfigReader item, string name)
    {
        var facts = item.Texts(name, 16, 64);
        var unknown = facts.FirstOrDefault(fact => !CaseFacts.Names.Contains(fact.TrimStart('-')));
        if (unknown is not null) item.Reject(name, string.Join(", ", CaseFacts.Names), NearMiss.Of(unknown.TrimStart('-'), CaseFacts.Names), $"'{unknown}'");
        return facts;
    }

    private static KpiCatalogue Embedded()
    {
        using var stream = typeof(KpiCatalogue).Assembly.GetManifestResourceStream("kpi/national.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Read(bytes, out var errors) ?? throw new InvalidOperationException($"kpi/national.json: {string.Join("; ", errors)}");
    }
}
