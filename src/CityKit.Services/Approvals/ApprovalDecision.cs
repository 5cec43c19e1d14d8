using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityKit.Core;
using CityKit.Services.Conditions;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Services.Approvals;

/// <summary>A decision of instant approval with its reasons (秒批决定), for the applicant and for anyone who looks at it after.</summary>
/// <param name="Item">The item.</param>
/// <param name="Version">Its version.</param>
/// <param name="At">When it was decided; <c>today</c> in its conditions is this day in Shanghai.</param>
/// <param name="Outcome">Approved, or handed over to a person.</param>
/// <param name="Conditions">Every condition with what was found.</param>
/// <param name="LookAt">What a person is to look at; empty when it is approved.</param>
public sealed record ApprovalDecision(string Item, string Version, Instant At, ApprovalOutcome Outcome,
    ImmutableArray<ApprovalFinding> Conditions, ImmutableArray<ApprovalLook> LookAt)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The decision as JSON; the same decision gives the same bytes, and so does deciding again on the same claims at the same time.
    /// </summary>
    public byte[] ToUtf8()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options)) Write(writer);
        return stream.ToArray();
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("item", Item);
        writer.WriteString("version", Version);
        writer.WriteString("at", InstantPattern.ExtendedIso.Format(At));
        writer.WriteString("outcome", Outcome == ApprovalOutcome.Approved ? "approved" : "handedOver");
        writer.WriteStartArray("conditions");
        foreach (var condition in Conditions) Write(writer, condition);
        writer.WriteEndArray();
        writer.WriteStartArray("lookAt");
        foreach (var look in LookAt) Write(writer, look);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ApprovalFinding condition)
    {
        writer.WriteStartObject();
        writer.WriteString("id", condition.Id);
        Write(writer, "name", condition.Name);
        writer.WriteString("outcome", WordOf(condition.Outcome));
        writer.WriteStartArray("claims");
        foreach (var claim in condition.Claims) Write(writer, claim);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ClaimFinding claim)
    {
        writer.WriteStartObject();
        writer.WriteString("claim", claim.Claim.ToString());
        Write(writer, "requirement", claim.Requirement);
        writer.WriteString("outcome", WordOf(claim.Outcome));
        if (claim.Value is { } value) writer.WriteString("value", value);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ApprovalLook look)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", look.Kind);
        writer.WriteString("id", look.Id);
        Write(writer, "text", look.Text);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, LocalizedText text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("zh", text.Zh);
        writer.WriteString("en", text.En);
        writer.WriteEndObject();
    }

    private static string WordOf(ConditionOutcome outcome) => outcome switch
    {
        ConditionOutcome.Met => "met",
        ConditionOutcome.NotMet => "notMet",
        _ => "unknown",
    };
}
