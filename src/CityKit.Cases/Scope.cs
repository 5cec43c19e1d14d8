using System.Diagnostics.CodeAnalysis;

namespace CityKit.Cases;

/// <summary>
/// Where a role counts (范围): the city, an area by the first digits of its code, a compound, a body, a household, or one's own reports.
/// Written <c>city</c>, <c>area/370202</c>, <c>compound/浮山小区</c>, <c>body/虚构物业</c>, <c>household/H-0301</c>, <c>own/resident-1</c>.
/// <c>default</c> is nowhere: a role in it counts for nothing.
/// </summary>
/// <remarks>
/// Use it for the places of an <see cref="Actor"/> and for documents that only some may see (<c>ScopeIndex</c>). It is an immutable value;
/// <c>default</c> is the city. It is a name and knows no map: a grid's areas follow from its digits, and whether a compound of that name
/// exists is not asked.
/// </remarks>
/// <example><code>
/// var street = Scope.Parse("area/370202004");
/// var isThere = Scope.AreasOf("370202004001005").Contains(street); // true: the grid is in the street
/// var compound = Scope.Of(ScopeKind.Compound, "浮山小区");
/// Console.WriteLine($"{compound}, {isThere}"); // compound/浮山小区, True
/// </code></example>
public readonly record struct Scope : IParsable<Scope>
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaxKey = 128;

    private readonly string? key;

    private Scope(ScopeKind kind, string key) => (Kind, this.key) = (kind, key.Length == 0 ? null : key);

    /// <summary>The whole city.</summary>
    public static Scope City { get; } = new(ScopeKind.City, "");

    /// <summary>The lengths that an area's code may have: province, city, district, street, community, unit grid.</summary>
    public static IReadOnlyList<int> AreaLengths { get; } = [2, 4, 6, 9, 12, 15];

    /// <summary>What kind of scope it is.</summary>
    public ScopeKind Kind { get; }

    /// <summary>Which one; empty for the city.</summary>
    public string Key => key ?? "";

    /// <summary>A scope of a kind.</summary>
    /// <exception cref="ArgumentException">The key is empty, too long, or no area's code.</exception>
    public static Scope Of(ScopeKind kind, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return IsKey(kind, key) ? new Scope(kind, key)
            : throw new ArgumentException(
                $"'{key}' is no {kind}: 1 to {MaxKey} characters; an area has {string.Join(", ", AreaLengths)} digits.", nameof(key));
    }

    /// <summary>The areas that a unit grid is in, itself among them; none for what is no code.</summary>
    public static IEnumerable<Scope> AreasOf(string? grid) => grid is null ? []
        : AreaLengths.Where(length => length <= grid.Length && IsKey(ScopeKind.Area, grid[..length]))
            .Select(length => new Scope(ScopeKind.Area, grid[..length]));

    /// <summary>A scope of a kind, its key cut to the most characters; none for a key that is null or empty.</summary>
    public static IEnumerable<Scope> Cut(ScopeKind kind, string? key) =>
        string.IsNullOrEmpty(key) ? [] : [new Scope(kind, key.Length <= MaxKey ? key : key[..MaxKey])];

    /// <inheritdoc/>
    public static Scope Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var scope) ? scope
        : throw new FormatException($"'{s}' is no scope: city, area/DIGITS, compound/NAME, body/NAME, household/NAME or own/ID. "
            + $"“{s}”不是范围，应为 city、area/数字、compound/名称、body/名称、household/名称 或 own/编号。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Scope result)
    {
        result = s == "city" ? City : default;
        if (s is null or "city") return s is not null;
        var slash = s.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || KindOf(s[..slash]) is not { } kind || !IsKey(kind, s[(slash + 1)..])) return false;
        result = new Scope(kind, s[(slash + 1)..]);
        return true;
    }

    /// <summary>The word of a kind, as scopes begin.</summary>
    internal static string WordOf(ScopeKind kind) => kind switch
    {
        ScopeKind.City => "city",
        ScopeKind.Area => "area",
        ScopeKind.Compound => "compound",
        ScopeKind.Body => "body",
        ScopeKind.Household => "household",
        ScopeKind.Own => "own",
        _ => "nowhere",
    };

    /// <inheritdoc/>
    public override string ToString() => key is null ? WordOf(Kind) : $"{WordOf(Kind)}/{key}";

    private static ScopeKind? KindOf(string word)
    {
        for (var kind = ScopeKind.Area; kind <= ScopeKind.Own; kind++)
            if (WordOf(kind) == word) return kind;
        return null;
    }

    private static bool IsKey(ScopeKind kind, string key) => kind == ScopeKind.City ? key.Length == 0
        : kind is > ScopeKind.City and <= ScopeKind.Own && key.Length is > 0 and <= MaxKey
            && (kind != ScopeKind.Area || (AreaLengths.Contains(key.Length) && !key.AsSpan().ContainsAnyExceptInRange('0', '9')));
}
