using System.Diagnostics.CodeAnalysis;

namespace CityKit.Components;

/// <summary>
/// The standard a class code belongs to (分类标准), by its designation, such as <c>GB/T 47678.5-2026</c>. <c>default</c> means none.
/// </summary>
/// <remarks>1 to 40 characters without a colon or line break. A city's own catalogue may have its own designation; that of an own scheme is
/// the scheme's name, such as <c>nyc</c> (<see cref="ComponentScheme"/>).</remarks>
public readonly record struct CatalogueStandard : IParsable<CatalogueStandard>, IComparable<CatalogueStandard>
{
    private const int MaxLength = 40;

    private readonly string? text;

    private CatalogueStandard(string text) => this.text = text;

    /// <summary>GB/T 47678.5-2026 (管理部件和事项), in force since 2026-07-01: classes of 5 digits.</summary>
    public static CatalogueStandard GbT47678 { get; } = new("GB/T 47678.5-2026");

    /// <summary>GB/T 30428.2-2013 (管理部件和事件), replaced in 2026 and still in use: classes of 4 digits.</summary>
    public static CatalogueStandard GbT30428 { get; } = new("GB/T 30428.2-2013");

    /// <summary>CJ/T 214-2007, the industry standard before: classes of 4 digits, numbered otherwise.</summary>
    public static CatalogueStandard CjT214 { get; } = new("CJ/T 214-2007");

    /// <summary>The designation; empty for <c>default</c>.</summary>
    public string Value => text ?? "";

    /// <summary>
    /// The scheme whose ids have classes of this standard: the one of the same name; <c>default</c> when the name is no scheme's.
    /// </summary>
    public ComponentScheme Scheme => ComponentScheme.TryParse(text, null, out var scheme) ? scheme : default;

    /// <summary>
    /// Digits of this standard's class codes: 4, 5 (an own scheme's too), or 0 when this library does not know the standard.
    /// </summary>
    public int CodeLength => this == GbT47678 || Scheme != default ? 5 : this == GbT30428 || this == CjT214 ? 4 : 0;

    /// <summary>Reads a designation.</summary>
    /// <exception cref="FormatException">The text is empty, too long, or has a colon or a control character.</exception>
    public static CatalogueStandard Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var result) ? result
        : throw new FormatException(
            $"'{s}' is not a standard's designation: 1 to {MaxLength} characters without a colon. 标准号须为 1 至 {MaxLength} 个字符，且不含冒号。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CatalogueStandard result)
    {
        var valid = s is { Length: > 0 and <= MaxLength } && !s.Any(c => c == ':' || char.IsControl(c)) && s.Trim().Length == s.Length;
        result = valid ? new CatalogueStandard(s!) : default;
        return valid;
    }

    /// <summary>Ordinal order.</summary>
    public int CompareTo(CatalogueStandard other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
