using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Text;
using NodaTime.Text;

namespace CityKit.Services.Claims;

/// <summary>
/// Credentials of a wallet as JSON: <c>{"credentials": [{"id", "type", "issuer", "party"?, "status", "validFrom"?, "validUntil"?,
/// "signed"?, "leniencies"?, "claims": {name: text, number, true or false}}]}</c>. The same credentials give the same bytes.
/// </summary>
public static class WalletJson
{
    private const int MaxCredentials = 1000;
    private const int MaxClaims = 256;
    private const int MaxText = 4000;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static (string Word, HeldStatus Value)[] Statuses { get; } =
        [.. Enum.GetValues<HeldStatus>().Select(status => (status.ToString().ToLowerInvariant(), status))];

    /// <summary>Writes credentials in their order, their claims by name.</summary>
    public static byte[] ToUtf8(IEnumerable<HeldCredential> credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("credentials");
            foreach (var credential in credentials) Write(writer, credential);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>The credentials, or null with what is wrong and where.</summary>
    public static IReadOnlyList<HeldCredential>? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var reader = ConfigReader.Parse(utf8);
        var credentials = reader.Objects("credentials", MaxCredentials).Select(Read).ToArray();
        reader.Close();
        errors = reader.Errors;
        return errors.Count == 0 ? credentials : null;
    }

    private static HeldCredential Read(ConfigReader item)
    {
        var credential = new HeldCredential(item.Text("id", 200), item.Text("type"), item.Text("issuer"), ReadClaims(item.Object("claims")))
        {
            Party = item.TextOrNull("party", NameRule.MaxLength) ?? CredentialName.Applicant,
            Status = item.Word("status", Statuses),
            ValidFrom = item.InstantOrNull("validFrom"),
            ValidUntil = item.InstantOrNull("validUntil"),
            IsSigned = item.Flag("signed"),
            Leniencies = [.. item.Texts("leniencies", 16, NameRule.MaxLength, required: false)],
        };
        item.Close();
        return credential;
    }

    private static Dictionary<string, ClaimValue> ReadClaims(ConfigReader claims)
    {
        var names = claims.Names;
        if (names.Count > MaxClaims)
            claims.RejectAll(new($"{names.Count} 个声明", $"{names.Count} claims"),
                new($"最多 {MaxClaims} 个声明", $"at most {MaxClaims} claims"));
        var result = new Dictionary<string, ClaimValue>(names.Count);
        foreach (var name in names.Take(MaxClaims))
            if (!NameRule.IsClaim(name))
                claims.Reject(name, new("声明名称：1 至 64 个字母、数字、.、_、-", "a claim's name: 1 to 64 letters, digits, '.', '_', '-'"),
                    found: LocalizedText.Values($"'{name}'"));
            else if (ValueOf(claims.Find(name)!) is { } value) result.Add(name, value);
            else claims.Reject(name,
                new($"不超过 {MaxText} 个字符的文本、数、true 或 false", $"a text of at most {MaxText} characters, a number, true or false"));
        return result;
    }

    /// <summary>The value that a JSON value says; null for an object, an array, null, and what is too long or too large.</summary>
    internal static ClaimValue? ValueOf(JsonValue value) => value.Kind switch
    {
        JsonKind.String => value.Text.Length <= MaxText ? ClaimValue.Of(value.Text) : null,
        JsonKind.Number => decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? ClaimValue.Of(number) : null,
        JsonKind.True or JsonKind.False => ClaimValue.Of(value.Kind == JsonKind.True),
        _ => null,
    };

    private static void Write(Utf8JsonWriter writer, HeldCredential credential)
    {
        writer.WriteStartObject();
        writer.WriteString("id", credential.Id);
        writer.WriteString("type", credential.Type);
        writer.WriteString("issuer", credential.Issuer);
        if (credential.Party != CredentialName.Applicant) writer.WriteString("party", credential.Party);
        writer.WriteString("status", credential.Status.ToString().ToLowerInvariant());
        if (credential.ValidFrom is { } from) writer.WriteString("validFrom", InstantPattern.ExtendedIso.Format(from));
        if (credential.ValidUntil is { } until) writer.WriteString("validUntil", InstantPattern.ExtendedIso.Format(until));
        if (credential.IsSigned) writer.WriteBoolean("signed", true);
        if (!credential.Leniencies.IsEmpty) WriteLeniencies(writer, credential.Leniencies);
        WriteClaims(writer, credential.Claims);
        writer.WriteEndObject();
    }

    private static void WriteLeniencies(Utf8JsonWriter writer, ImmutableArray<string> leniencies)
    {
        writer.WriteStartArray("leniencies");
        foreach (var leniency in leniencies) writer.WriteStringValue(leniency);
        writer.WriteEndArray();
    }

    private static void WriteClaims(Utf8JsonWriter writer, IReadOnlyDictionary<string, ClaimValue> claims)
    {
        writer.WriteStartObject("claims");
        foreach (var (name, value) in claims.OrderBy(claim => claim.Key, StringComparer.Ordinal))
            if (value.Kind == ClaimValueKind.Text) writer.WriteString(name, value.AsText);
            else if (value.Kind == ClaimValueKind.Number) writer.WriteNumber(name, value.AsNumber);
            else writer.WriteBoolean(name, value.AsNumber != 0);
        writer.WriteEndObject();
    }
}
