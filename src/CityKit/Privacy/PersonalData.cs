using CityKit.Core;

namespace CityKit.Privacy;

/// <summary>What one protected record holds (个人信息). At least one of these.</summary>
public sealed record PersonalData
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxText = 2000;

    /// <summary>The longest contact, in characters.</summary>
    public const int MaxContact = 200;

    /// <summary>What a person wrote: a report's text, the reason of a step; at most <see cref="MaxText"/> characters.</summary>
    public string? Text { get; init; }

    /// <summary>Where the reporter was, which may be another place than the one that the report is about.</summary>
    public GeoPoint? Position { get; init; }

    /// <summary>How the reporter can be reached; at most <see cref="MaxContact"/> characters.</summary>
    public string? Contact { get; init; }

    /// <summary>The account of a person, or the reference to a household, that the caller gave.</summary>
    public string? Reference { get; init; }

    internal bool IsEmpty => string.IsNullOrEmpty(Text) && Position is null && string.IsNullOrEmpty(Contact) && Reference is null;

    /// <returns>Why it is refused; null when it may be kept.</returns>
    internal Refusal? Check()
    {
        if (Text?.Length > MaxText)
            return Refusal.Of("too-large", $"A report's text has at most {MaxText} characters, not {Text.Length}.",
                $"上报文字最多 {MaxText} 个字符，而非 {Text.Length} 个。");
        return Contact?.Length > MaxContact
            ? Refusal.Of("too-large", $"A contact has at most {MaxContact} characters, not {Contact.Length}.",
                $"联系方式最多 {MaxContact} 个字符，而非 {Contact.Length} 个。")
            : null;
    }
}
