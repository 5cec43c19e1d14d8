using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Services.Claims;

/// <summary>
/// What a claim says (声明值): a text, a number, or true or false. A day is a text such as <c>2026-03-02</c>. <c>default</c> is an empty
/// text.
/// </summary>
public readonly record struct ClaimValue
{
    private readonly string? text;

    private ClaimValue(ClaimValueKind kind, string? text, decimal number) => (Kind, this.text, AsNumber) = (kind, text, number);

    /// <summary>What it is.</summary>
    public ClaimValueKind Kind { get; }

    /// <summary>The text of a text; empty for the others.</summary>
    public string AsText => text ?? "";

    /// <summary>The number of a number, 1 for true; 0 for the others.</summary>
    public decimal AsNumber { get; }

    /// <summary>A text.</summary>
    public static ClaimValue Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ClaimValue(ClaimValueKind.Text, text, 0);
    }

    /// <summary>A number.</summary>
    public static ClaimValue Of(decimal number) => new(ClaimValueKind.Number, null, number);

    /// <summary>True or false.</summary>
    public static ClaimValue Of(bool flag) => new(ClaimValueKind.Flag, null, flag ? 1 : 0);

    /// <summary>A day.</summary>
    public static ClaimValue Of(LocalDate day) => Of(LocalDatePattern.Iso.Format(day));

    /// <summary>The day that a text names; null for anything else.</summary>
    public LocalDate? AsDay() => Kind == ClaimValueKind.Text && AsText.Length == 10
        && LocalDatePattern.Iso.Parse(AsText) is { Success: true } read ? read.Value : null;

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ClaimValueKind.Text => AsText,
        ClaimValueKind.Number => AsNumber.ToString(CultureInfo.InvariantCulture),
        _ => AsNumber == 0 ? "false" : "true",
    };
}
