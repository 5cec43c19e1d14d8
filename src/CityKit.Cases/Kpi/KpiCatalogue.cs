using CityKit.Core;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Cases.Kpi;

/// <summary>
/// The performance figures a city works with, and the scores made of them (指标目录): data, with those of the field built in. Immutable.
/// </summary>
public sealed class KpiCatalogue
{
    private const int MaxPoints = 1000;

    private KpiCatalogue(IReadOnlyList<KpiDefinition> definitions, IReadOnlyList<KpiScore> scores) =>
        (Definitions, Scores) = (definitions, scores);

    /// <summary>The figures common in the field; each may be defined otherwise in a city's own file.</summary>
    public static KpiCatalogue BuiltIn { get; } = Embedded();

    /// <summary>The definitions, in order.</summary>
    public IReadOnlyList<KpiDefinition> Definitions { get; }

    /// <summary>The scores, in order.</summary>
    public IReadOnlyList<KpiScore> Scores { get; }

    /// <summary>Reads a catalogue from its JSON text (schema 1); null with what is wrong and where.</summary>
    public static KpiCatalogue? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var reader = ConfigReader.Parse(utf8);
        reader.Integer("schema", 1, 1);
        _ = reader.TextOrNull("basis", 2000);
        var definitions = reader.Objects("definitions", 1000).Select(ReadDefinition).ToArray();
        var scores = reader.Has("scores") ? reader.Objects("scores", 100).Select(score => ReadScore(score, definitions)).ToArray() : [];
        reader.Close();
        errors = reader.Errors;
        return errors.Count == 0 ? new KpiCatalogue(definitions, scores) : null;
    }

    /// <summary>The values over some items, whenever they were.</summary>
    /// <param name="items">The items; each definition takes those of its profile.</param>
    /// <param name="now">Now, for what is overdue and still open.</param>
    public IReadOnlyList<KpiValue> Evaluate(IEnumerable<WorkItem> items, Instant now) => Evaluate(items, new Interval(null, null), now);

    /// <summary>The values of a period: each fact counts in that of its moment, see <see cref="CaseFacts.CountedAt"/>.</summary>
    /// <param name="items">The items; each definition takes those of its profile.</param>
    /// <param name="period">The period; its end is not in it.</param>
    /// <param name="now">Now, for what is overdue and still open.</param>
    public IReadOnlyList<KpiValue> Evaluate(IEnumerable<WorkItem> items, Interval period, Instant now)
    {
        ArgumentNullException.ThrowIfNull(items);
        var sums = Definitions.Select(definition => definition.Profile).Distinct().ToDictionary(profile => profile, _ => new KpiSums());
        foreach (var item in items)
            if (sums.TryGetValue(item.Profile, out var sum)) sum.Add(item, period, now);
        return [.. Definitions.Select(definition => sums[definition.Profile].ValueOf(definition))];
    }

    private static KpiDefinition ReadDefinition(ConfigReader item)
    {
        var definition = new KpiDefinition(item.Text("id", 64), new LocalizedText(item.Text("zh", 128), item.Text("en", 128)),
            Facts(item, "numerator"), Facts(item, "denominator"), item.TextOrNull("profile", 64) ?? "city-management")
        {
            Post = ReadPost(item),
        };
        item.Close();
        return definition;
    }

    private static Role? ReadPost(ConfigReader item)
    {
        if (item.TextOrNull("post", 64) is not { } name) return null;
        if (Role.TryParse(name, out var post)) return post;
        item.Reject("post", new("角色，如 DutyLeader", "a role, such as DutyLeader"), found: LocalizedText.Values($"'{name}'"));
        return null;
    }

    private static KpiScore ReadScore(ConfigReader item, KpiDefinition[] definitions)
    {
        var score = new KpiScore(item.Text("id", 64), new LocalizedText(item.Text("zh", 128), item.Text("en", 128)),
            [.. item.Objects("weights", 100).Select(weight => ReadWeight(weight, definitions))]);
        item.Close();
        return score;
    }

    private static KpiWeight ReadWeight(ConfigReader item, KpiDefinition[] definitions)
    {
        var ids = definitions.Select(definition => definition.Id).ToArray();
        var weight = new KpiWeight(item.Text("figure", 64), (int)item.Integer("points", 1, MaxPoints), item.Flag("inverse"));
        if (!ids.Contains(weight.Figure))
            item.RejectUnknown("figure", weight.Figure, ids);
        item.Close();
        return weight;
    }

    private static IReadOnlyList<string> Facts(ConfigReader item, string name)
    {
        var facts = item.Texts(name, 16, 64);
        var unknown = facts.FirstOrDefault(fact => !CaseFacts.Names.Contains(fact.TrimStart('-')));
        if (unknown is not null)
            item.Reject(name, LocalizedText.Values(CaseFacts.Names), NearMiss.Of(unknown.TrimStart('-'), CaseFacts.Names),
                LocalizedText.Values($"'{unknown}'"));
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
