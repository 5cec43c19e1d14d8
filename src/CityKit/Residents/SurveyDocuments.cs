using System.Collections.Immutable;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Json;
using CityKit.Cases.Policies;
using CityKit.Components;
using CityKit.Core.Calendar;
using CityKit.Documents;
using CityKit.Modules;
using NodaTime.Text;

namespace CityKit.Residents;

/// <summary>What reporters said, as a store keeps it, and what it can be counted by.</summary>
public static class SurveyDocuments
{
    private static readonly ImmutableArray<string> Levels = ["satisfied", "basically", "unsatisfied"];
    private static readonly LocalDatePattern YearAndMonth = LocalDatePattern.CreateWithInvariantCulture("uuuu-MM");

    /// <summary>The work item.</summary>
    public static DocumentIndex<SurveyAnswer> Item { get; } = DocumentIndex<SurveyAnswer>.Text("item", answer => answer.Item.ToString());

    /// <summary>The month in which it was said, such as <c>2026-03</c>.</summary>
    public static DocumentIndex<SurveyAnswer> Month { get; } = DocumentIndex<SurveyAnswer>.Text(
        "month", answer => YearAndMonth.Format(answer.At.InZone(WorkCalendar.Zone).Date));

    /// <summary>The body that led the work last.</summary>
    public static DocumentIndex<SurveyAnswer> Body { get; } = DocumentIndex<SurveyAnswer>.Text("body", answer => answer.Body);

    /// <summary>The class.</summary>
    public static DocumentIndex<SurveyAnswer> Class { get; } =
        DocumentIndex<SurveyAnswer>.Text("class", answer => answer.Class?.ToString());

    /// <summary>How satisfied: <c>satisfied</c>, <c>basically</c> or <c>unsatisfied</c>.</summary>
    public static DocumentIndex<SurveyAnswer> Level { get; } =
        DocumentIndex<SurveyAnswer>.Text("level", answer => WordOf(answer.Satisfaction));

    /// <summary>Answers to questions, as <c>question=choice</c>.</summary>
    public static DocumentIndex<SurveyAnswer> Choices { get; } =
        DocumentIndex<SurveyAnswer>.Texts("choices", answer => answer.Answers.Select(given => $"{given.Key}={given.Value}"));

    /// <summary>All of them. Those who reported it answer again when the matter was reopened and closed.</summary>
    public static DocumentKind<SurveyAnswer> Kind { get; } = new("survey", IdOf, Write, Read, Item, Month, Body, Class, Level, Choices);

    /// <summary>The words of how satisfied somebody is.</summary>
    public static IReadOnlyList<string> Words => Levels;

    /// <summary>What was said of one item.</summary>
    internal static DocumentQuery<SurveyAnswer> Of(WorkItemId item) =>
        Kind.Query().Where(Item, item.ToString()).Take(DocumentQuery.MaxRows);

    internal static string WordOf(Satisfaction level) => Words[(int)level];

    internal static Satisfaction LevelOf(string word) => Levels.IndexOf(word) is var place and >= 0 ? (Satisfaction)place
        : throw new FormatException($"'{word}' is not one of {string.Join(", ", Words)}. 满意度无效。");

    private static string IdOf(SurveyAnswer answer) => WorkItemId.FromCause($"survey|{answer.Item}|{answer.By}").ToString();

    private static ReadOnlyMemory<byte> Write(SurveyAnswer answer) => DeskJson.ToUtf8(answer, static (writer, answer) =>
    {
        writer.WriteStartObject();
        writer.WriteString("item", answer.Item.ToString());
        writer.WriteString("by", answer.By);
        writer.WriteString("satisfaction", WordOf(answer.Satisfaction));
        DeskJson.WriteTime(writer, "at", answer.At);
        DeskJson.WriteTime(writer, "closedAt", answer.ClosedAt);
        DeskJson.WriteOptional(writer, "body", answer.Body);
        DeskJson.WriteOptional(writer, "class", answer.Class?.ToString());
        if (!answer.Answers.IsEmpty) TextMapJson.Write(writer, "answers", answer.Answers);
        writer.WriteEndObject();
    });

    private static SurveyAnswer Read(ReadOnlyMemory<byte> bytes) => DeskJson.Read(bytes, static json => new SurveyAnswer(
        WorkItemId.Parse(json.GetProperty("item").GetString()!), json.GetProperty("by").GetString()!,
        LevelOf(json.GetProperty("satisfaction").GetString()!), DeskJson.Time(json, "at")!.Value, DeskJson.Time(json, "closedAt")!.Value)
    {
        Body = DeskJson.Optional(json, "body"),
        Class = DeskJson.Optional(json, "class") is { } key ? ClassKey.Parse(key) : null,
        Answers = TextMapJson.Read(json.TryGetProperty("answers", out var answers) ? answers : null),
    });
}
