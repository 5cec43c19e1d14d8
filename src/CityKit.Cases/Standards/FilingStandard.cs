using CityKit.Cases.Text;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Cases.Standards;

/// <summary>
/// The filing conditions of many classes under one version (立案、处置与结案标准). Immutable data that a city replaces by its own:
/// <see cref="Read"/> takes the same JSON as the one built in. A case keeps the version it was filed under.
/// </summary>
public sealed class FilingStandard
{
    /// <summary>The most characters of a version.</summary>
    public const int MaxVersion = 64;

    private readonly Lazy<StandardRows> rows;

    internal FilingStandard(string version, StandardRows rows) : this(version, new Lazy<StandardRows>(rows))
    {
    }

    private FilingStandard(string version, Lazy<StandardRows> rows) => (Version, this.rows) = (version, rows);

    /// <summary>
    /// CityKit's own starter set (起步样例), <c>starter-1</c>: conditions for every class of GB/T 47678.5-2026. Its wording and its limits are
    /// this project's own; it is no text of a standard, and a city settles its own before it goes live. It is read when something asks
    /// for a condition.
    /// </summary>
    public static FilingStandard Starter { get; } = new(StandardText.StarterVersion, new Lazy<StandardRows>(ReadStarter));

    /// <summary>The version, such as <c>starter-1</c> or "2026-03"; 1 to 64 characters.</summary>
    public string Version { get; }

    /// <summary>What it is and how far it can be trusted; null when its file does not say.</summary>
    public LocalizedText? Label => rows.Value.Label;

    /// <summary>All conditions, as written.</summary>
    public IReadOnlyList<FilingCondition> Conditions => rows.Value.Conditions;

    /// <summary>Whether a policy names it by its version alone, as every CityKit has it.</summary>
    internal bool IsBuiltIn => ReferenceEquals(BuiltIn(Version), this);

    /// <summary>Reads a standard (schema 1); null with what is wrong and where.</summary>
    public static FilingStandard? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var reader = ConfigReader.Parse(utf8);
        reader.Integer("schema", 1, 1);
        var standard = StandardText.Read(reader);
        errors = reader.Errors;
        return errors.Count == 0 ? standard : null;
    }

    /// <summary>The whole standard as UTF-8 JSON, as <see cref="Read"/> reads it.</summary>
    public byte[] ToUtf8() => ConfigJson.ToUtf8(json =>
    {
        json.WriteNumber("schema", 1);
        StandardText.Write(json, this);
    });

    /// <summary>The conditions of a class, in order; none when the standard does not have it.</summary>
    public IReadOnlyList<FilingCondition> ConditionsOf(ClassKey key) => rows.Value.ByClass.GetValueOrDefault(key, []);

    /// <summary>The condition of an id, or null.</summary>
    public FilingCondition? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return rows.Value.ById.GetValueOrDefault(id);
    }

    /// <summary>Conditions of classes that no catalogue here has; nobody could ever choose them.</summary>
    public IReadOnlyList<ConfigError> Check(CatalogueSet catalogues)
    {
        ArgumentNullException.ThrowIfNull(catalogues);
        return
        [
            .. Conditions.Index().Where(row => !catalogues.Knows(row.Item.Class)).Select(row => new ConfigError(
                row.Item.At?.Line ?? 0, row.Item.At?.Column ?? 0, $"conditions[{row.Index}].class",
                LocalizedText.Values($"'{row.Item.Class}'"), ConfigForms.KnownClass, catalogues.FindNear(row.Item.Class.ToString()))),
        ];
    }

    /// <summary>The standard built in under a version, or null.</summary>
    internal static FilingStandard? BuiltIn(string version) => version == StandardText.StarterVersion ? Starter : null;

    private static StandardRows ReadStarter()
    {
        using var stream = typeof(FilingStandard).Assembly.GetManifestResourceStream($"standards/{StandardText.StarterVersion}.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var read = Read(bytes, out var errors) ?? throw new InvalidOperationException($"The starter set is damaged: {errors[0]}");
        return read.rows.Value;
    }
}
