using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Cases.Residents;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Residents;

/// <summary>
/// How a report goes on, for who made it (办理进度): steps in plain words, with which body it is, until when, what was answered, how it
/// ended. No person, no reason that is meant for those who work on it, no place that is more exact than the street.
/// </summary>
internal sealed class ReportProgress
{
    private const int StreetDigits = 9;
    private const string Citizen = "citizen";
    private const string Reopen = "reopen";

    private readonly WorkItem item;
    private readonly Profile profile;
    private readonly PublicFacts facts;
    private readonly IReadOnlyList<PublicStep> steps;
    private readonly IReadOnlyDictionary<string, string> replies;
    private readonly SurveyAnswer? own;
    private readonly bool mayRate;
    private readonly bool mayReopen;

    private ReportProgress(WorkItem item, Profile profile, PublicFacts facts, IReadOnlyList<PublicStep> steps,
        IReadOnlyDictionary<string, string> replies, IReadOnlyList<SurveyAnswer> given, Actor by)
    {
        (this.item, this.profile, this.facts, this.steps, this.replies) = (item, profile, facts, steps, replies);
        var view = new ActorView(by, facts.Work, facts.Now);
        own = given.FirstOrDefault(answer => answer.By == by.Id && answer.ClosedAt == item.ClosedAt);
        mayRate = view.Over(item) is { } over && SurveyDesk.Refuses(item, over, given, facts.Now) is null;
        mayReopen = view.Allowed(item).Contains(Reopen);
    }

    /// <summary>Reads it; null for an item whose profile or state is not in force any more.</summary>
    /// <param name="item">The item.</param>
    /// <param name="by">Who is notified.</param>
    /// <param name="facts">What may be read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async ValueTask<ReportProgress?> ReadAsync(
        WorkItem item, Actor by, PublicFacts facts, CancellationToken cancellationToken)
    {
        if (!facts.Work.Knows(item) || !facts.Profiles.TryGet(item.Profile, out var profile)) return null;
        var steps = PublicSteps.Of(profile, await facts.Store.ReadHistoryAsync(item, cancellationToken).ConfigureAwait(false));
        var references = steps.Select(step => PersonalText.RecordOf(step.Reply)).OfType<string>().ToArray();
        var replies = await facts.OpenReplies(references, cancellationToken).ConfigureAwait(false);
        var given = await facts.Store.QueryAsync(SurveyDocuments.Of(item.Id), cancellationToken).ConfigureAwait(false);
        return new ReportProgress(item, profile, facts, steps, replies, given.Rows, by);
    }

    /// <summary>Writes its members.</summary>
    internal void Write(Utf8JsonWriter writer)
    {
        WriteState(writer);
        writer.WriteStartArray("stages");
        foreach (var clock in item.Clocks) WriteStage(writer, clock);
        writer.WriteEndArray();
        writer.WriteStartArray("steps");
        foreach (var (place, step) in steps.Index()) WriteStep(writer, step, place);
        writer.WriteEndArray();
        WriteAllowed(writer);
        if (own is not null) writer.WriteString("satisfaction", SurveyDocuments.WordOf(own.Satisfaction));
        if (mayRate) WriteQuestions(writer, facts.Work.Policy.Survey);
    }

    private void WriteState(Utf8JsonWriter writer)
    {
        DeskJson.WriteText(writer, "state", profile.StateOf(item.State).Name);
        if (item.Class is { } key && facts.Classes.Find(key) is { } found) DeskJson.WriteText(writer, "class", found.Name);
        writer.WriteBoolean("open", item.IsOpen);
        DeskJson.WriteTime(writer, "reportedAt", item.ReportedAt);
        DeskJson.WriteTime(writer, "closedAt", item.ClosedAt);
        if (item.Place.Grid is { Length: >= StreetDigits } grid) writer.WriteString("street", grid[..StreetDigits]);
        DeskJson.WriteOptional(writer, "with", item.IsOpen ? item.Assignee?.Body : null);
        DeskJson.WriteTime(writer, "dueAt", DueAt);
    }

    /// <summary>The deadline that was promised to the citizen, where the profile has one; else that of the stage.</summary>
    private Instant? DueAt => !item.IsOpen ? null
        : item.ClockOf(Citizen) is { FinishedAt: null, Deadline: { } promised } ? promised.At : item.Deadline?.At;

    private void WriteStage(Utf8JsonWriter writer, StageClock clock)
    {
        writer.WriteStartObject();
        if (profile.Stages.FirstOrDefault(stage => stage.Id == clock.Stage)?.Name is { } name) DeskJson.WriteText(writer, "stage", name);
        DeskJson.WriteTime(writer, "from", clock.StartedAt);
        DeskJson.WriteTime(writer, "until", clock.FinishedAt);
        writer.WriteEndObject();
    }

    /// <summary>The reference to the photo of a step, by its place among the steps; null for none.</summary>
    internal string? PhotoOf(int step) => step >= 0 && step < steps.Count ? steps[step].Photo : null;

    private void WriteStep(Utf8JsonWriter writer, PublicStep step, int place)
    {
        writer.WriteStartObject();
        writer.WriteString("step", JsonNamingPolicy.CamelCase.ConvertName(step.Kind.ToString()));
        DeskJson.WriteText(writer, "name", step.Name);
        DeskJson.WriteText(writer, "state", step.State);
        DeskJson.WriteTime(writer, "at", step.At);
        DeskJson.WriteOptional(writer, "with", step.Body);
        DeskJson.WriteOptional(writer, "reply", TextOf(step.Reply));
        if (step.Photo is not null) writer.WriteNumber("photo", place);
        writer.WriteEndObject();
    }

    /// <summary>What was answered; null when it was erased, or its time is over.</summary>
    private string? TextOf(string? reply) =>
        PersonalText.RecordOf(reply) is { } record ? replies.GetValueOrDefault(record) : reply;

    private void WriteAllowed(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("allowed");
        if (mayRate) writer.WriteStringValue("survey");
        if (mayReopen) writer.WriteStringValue(Reopen);
        writer.WriteEndArray();
    }

    private static void WriteQuestions(Utf8JsonWriter writer, IReadOnlyList<SurveyQuestion> questions)
    {
        writer.WriteStartArray("questions");
        foreach (var question in questions)
        {
            writer.WriteStartObject();
            writer.WriteString("id", question.Id);
            DeskJson.WriteText(writer, "text", question.Text);
            writer.WriteStartArray("choices");
            foreach (var choice in question.Choices) Write(writer, choice);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, SurveyChoice choice)
    {
        writer.WriteStartObject();
        writer.WriteString("id", choice.Id);
        DeskJson.WriteText(writer, "name", choice.Name);
        writer.WriteEndObject();
    }
}
