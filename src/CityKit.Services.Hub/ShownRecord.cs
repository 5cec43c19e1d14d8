using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityKit.Core.Text;
using CityKit.Services.Approvals;
using CityKit.Services.Claims;
using CityKit.Services.Items;
using CityKit.Services.Plans;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Services.Hub;

/// <summary>
/// What was shown for an item and what was found (出示记录), as the protected record has it: the claims that the item needs and no others,
/// the way of each material with its reasons, the decision of instant approval. The applicant reads it, and the item's department for a
/// purpose.
/// </summary>
/// <param name="Item">The item.</param>
/// <param name="At">When it was shown.</param>
/// <param name="Wallet">The credentials, with the claims that were needed.</param>
/// <param name="Decision">The decision as <see cref="ApprovalDecision.ToUtf8"/> wrote it.</param>
public sealed record ShownRecord(string Item, Instant At, IReadOnlyList<HeldCredential> Wallet, string Decision)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a record's text.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static ShownRecord Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var wallet = WalletJson.Read(Encoding.UTF8.GetBytes(root.GetProperty("wallet").GetRawText()), out var errors)
                ?? throw new FormatException(errors[0].ToString());
            var at = InstantPattern.ExtendedIso.Parse(root.GetProperty("at").GetString()!).Value;
            return new ShownRecord(root.GetProperty("item").GetString()!, at, wallet, root.GetProperty("decision").GetRawText());
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException
            or InvalidOperationException or UnparsableValueException)
        {
            throw new FormatException($"This is no record of what was shown: {wrong.Message} 不是出示记录。", wrong);
        }
    }

    /// <summary>Whether deciding again on what was shown gives the same bytes (重放一致).</summary>
    /// <param name="catalogue">The catalogue of that time.</param>
    /// <param name="sources">The sources that were connected.</param>
    /// <exception cref="ArgumentException">The catalogue has not the item.</exception>
    public bool IsSameAgain(ServiceCatalogue catalogue, IEnumerable<string> sources)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var item = catalogue.FindItem(Item)
            ?? throw new ArgumentException($"The catalogue has no item '{Item}'.", nameof(catalogue));
        var plan = new ServicePlanner(catalogue, sources).Plan(item, Wallet, At);
        return Encoding.UTF8.GetString(new InstantApproval(catalogue).Decide(item, plan, Wallet).ToUtf8()) == Decision;
    }

    internal static string Write(ServicePlan plan, IReadOnlyList<HeldCredential> shown, ApprovalDecision decision)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("item", plan.Subject);
            writer.WriteString("at", InstantPattern.ExtendedIso.Format(plan.At));
            writer.WritePropertyName("wallet");
            writer.WriteRawValue(WalletJson.ToUtf8(shown));
            writer.WriteStartArray("materials");
            foreach (var line in plan.Materials) Write(writer, line);
            writer.WriteEndArray();
            writer.WritePropertyName("decision");
            writer.WriteRawValue(decision.ToUtf8());
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, MaterialPlan line)
    {
        writer.WriteStartObject();
        writer.WriteString("id", line.Material.Id);
        writer.WriteString("way", JsonNamingPolicy.CamelCase.ConvertName(line.Way.ToString()));
        writer.WriteStartArray("reasons");
        foreach (var reason in line.Reasons)
        {
            writer.WriteStartObject();
            writer.WriteString("code", reason.Code);
            writer.WriteString("zh", reason.Text.Zh);
            writer.WriteString("en", reason.Text.En);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
