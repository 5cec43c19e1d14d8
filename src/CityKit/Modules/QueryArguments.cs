using System.Globalization;
using CityKit.Cases.Kpi;
using CityKit.Components.Catalogues;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Grids.Maps;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Modules;

/// <summary>A caller's arguments by name. One that cannot be read refuses the query; the first that is wrong is named.</summary>
public sealed class QueryArguments
{
    private static readonly Instant First = NodaTime.Instant.FromUtc(1700, 1, 1, 0, 0);
    private static readonly Instant End = NodaTime.Instant.FromUtc(2200, 1, 1, 0, 0); // indexes hold moments until 2262
    private readonly IReadOnlyDictionary<string, string> values;
    private readonly IReadOnlyList<QueryParameter> declared;
    private readonly Instant now;

    /// <param name="values">The arguments as they came; one that is not declared refuses the query.</param>
    /// <param name="declared">What the query takes.</param>
    /// <param name="now">The hub's clock.</param>
    internal QueryArguments(IReadOnlyDictionary<string, string> values, IReadOnlyList<QueryParameter> declared, Instant now)
    {
        (this.values, this.declared, this.now) = (values, declared, now);
        if (values.Keys.FirstOrDefault(name => declared.All(known => known.Name != name)) is { } unknown) RefuseUnknown(unknown);
    }

    /// <summary>The hub's clock.</summary>
    public Instant Now => now;

    /// <summary>The map of grids in force; null for none.</summary>
    public GridMap? Grids { get; internal init; }

    internal Refusal? Refusal { get; private set; }

    /// <summary>The partitions of the city, to read each alone.</summary>
    internal PartitionReads Partitions { get; init; } = PartitionReads.None;

    /// <summary>The rules in force.</summary>
    internal RuleSet Rules { get; init; } = RuleSet.Empty;

    /// <summary>Finds the entries that the register has of a device or feed, over all partitions.</summary>
    internal Func<DeviceId, CancellationToken, ValueTask<IReadOnlyList<Sensor>>> FindSensors { get; init; } =
        static (_, _) => ValueTask.FromResult<IReadOnlyList<Sensor>>([]);

    /// <summary>Finds the subject of a person by the account, or of a household by its reference; null for one that is not known.</summary>
    internal Func<string, CancellationToken, ValueTask<string?>> FindSubject { get; init; } =
        static (_, _) => ValueTask.FromResult<string?>(null);

    /// <summary>The classes there are, by which a word finds those of that name.</summary>
    internal CatalogueSet Catalogues { get; init; } = CatalogueSet.BuiltIn;

    /// <summary>The performance figures that the city works with.</summary>
    internal KpiCatalogue Figures { get; init; } = KpiCatalogue.BuiltIn;

    /// <summary>What may be asked of the hub; null where a query is asked without one.</summary>
    internal QueryRoads? Roads { get; init; }

    /// <summary>Opens what reporters were answered.</summary>
    internal ReplyOpening OpenReplies { get; init; } =
        static (_, _) => ValueTask.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

    /// <summary>A text of at most <see cref="IndexValue.MaxText"/> characters; null when it was not given.</summary>
    public string? Text(string name) => Find(name, IndexType.Text) is not { } text ? null
        : text.Length <= IndexValue.MaxText ? text
        : Reject<string>(name, text[..IndexValue.MaxText],
            new($"最多 {IndexValue.MaxText} 个字符", $"at most {IndexValue.MaxText} characters"));

    /// <summary>A whole number; null when it was not given.</summary>
    public long? Integer(string name) => Find(name, IndexType.Integer) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : RejectValue<long>(name, text, new("整数", "a whole number"));

    /// <summary>A moment of the years 1700 to 2199 in ISO 8601, UTC, such as 2026-03-02T08:00:00Z; null when it was not given.</summary>
    public Instant? Instant(string name) => Find(name, IndexType.Instant) is not { } text ? null
        : InstantPattern.ExtendedIso.Parse(text) is { Success: true, Value: var at } && at >= First && at < End ? at
        : RejectValue<Instant>(name, text, new("1700 至 2199 年的时刻，如 2026-03-02T08:00:00Z",
            "a moment of 1700 to 2199, such as 2026-03-02T08:00:00Z"));

    /// <summary>One of some words; null when it was not given.</summary>
    public string? Word(string name, params IReadOnlyList<string> words) => Text(name) is not { } text ? null
        : words.Contains(text) ? text
        : Reject<string>(name, text, LocalizedText.Values(words));

    /// <summary>A text that has to be given.</summary>
    internal string? Needed(string name) => Text(name) ?? Reject<string>(name, "", new("必填", "given"));

    private string? Find(string name, IndexType type) => declared.Any(known => known.Name == name && known.Type == type)
        ? values.GetValueOrDefault(name)
        : throw new InvalidOperationException($"The query does not declare '{name}' as {type}.");

    private void RefuseUnknown(string name) => Refusal = CityKit.Core.Refusal.Of("bad-request",
        $"There is no parameter '{Short(name)}'; there are: {string.Join(", ", declared.Select(known => known.Name))}.",
        $"没有参数“{Short(name)}”；可用参数：{string.Join("、", declared.Select(known => known.Name))}。");

    private static string Short(string text) => text.Length <= 64 ? text : text[..64];

    private T? Reject<T>(string name, string found, LocalizedText expected) where T : class
    {
        Refuse(name, found, expected);
        return null;
    }

    private T? RejectValue<T>(string name, string found, LocalizedText expected) where T : struct
    {
        Refuse(name, found, expected);
        return null;
    }

    /// <summary>Refuses the query for an argument, unless one before it was wrong already.</summary>
    internal void Refuse(string name, string found, LocalizedText expected) => Refusal ??= CityKit.Core.Refusal.Of("bad-request",
        $"'{name}' is '{Short(found)}'; it must be {expected.En}.", $"参数 {name} 的值“{Short(found)}”无效，应为：{expected.Zh}。");
}
