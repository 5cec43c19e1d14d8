using System.Globalization;
using CityKit.Core.Text;

namespace CityKit.Credentials.OpenId;

/// <summary>
/// A value that a claim must have: a text, an integer or a truth value (OpenID4VP 1.0, 6.3). <c>default</c> is <c>null</c>.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text, or the integer in digits; empty for truth values.</param>
public readonly record struct DcqlValue(JsonKind Kind, string Text)
{
    /// <summary>A text.</summary>
    public static implicit operator DcqlValue(string text) => FromString(text);

    /// <summary>An integer.</summary>
    public static implicit operator DcqlValue(long number) => FromInt64(number);

    /// <summary>True or false.</summary>
    public static implicit operator DcqlValue(bool truth) => FromBoolean(truth);

    /// <summary>A text.</summary>
    public static DcqlValue FromString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new DcqlValue(JsonKind.String, text);
    }

    /// <summary>An integer.</summary>
    public static DcqlValue FromInt64(long number) => new(JsonKind.Number, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>True or false.</summary>
    public static DcqlValue FromBoolean(bool truth) => new(truth ? JsonKind.True : JsonKind.False, "");

    /// <summary>Whether a claim has exactly this type and value; 5 and 5.0 are one number.</summary>
    internal bool Is(JsonValue claim) => claim.Kind == Kind
        && (Kind == JsonKind.Number ? NumberOf(claim.Text) is { } number && number == NumberOf(Text) : claim.Text == Text);

    private static decimal? NumberOf(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
