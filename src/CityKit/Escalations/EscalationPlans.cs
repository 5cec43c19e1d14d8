using System.Collections.Immutable;
using CityKit.Core.Text;
using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.Escalations;

/// <summary>The plans of a city, in order: the first that fits counts.</summary>
/// <param name="All">The plans.</param>
public sealed record EscalationPlans(ImmutableArray<EscalationPlan> All)
{
    private const int MaxName = 64;
    private static readonly Duration ShortestWait = Duration.FromMinutes(1);
    private static readonly Duration LongestWait = Duration.FromDays(7);

    /// <summary>No plan: nothing is escalated.</summary>
    public static EscalationPlans None { get; } = new([]);

    /// <summary>Reads the file, all errors at once.</summary>
    /// <param name="utf8">The file, UTF-8 JSON.</param>
    /// <param name="audiences">The audiences that exist besides <c>body:…</c> and <c>contact:…</c>.</param>
    /// <param name="errors">What is wrong, with line and column.</param>
    /// <returns>The plans; null while the file has an error.</returns>
    public static EscalationPlans? Read(ReadOnlySpan<byte> utf8, IReadOnlyCollection<string> audiences, out ConfigErrors errors)
    {
        ArgumentNullException.ThrowIfNull(audiences);
        var file = ConfigReader.Parse(utf8);
        file.Integer("schema", 1, 1);
        ImmutableArray<EscalationPlan> plans = [.. file.Objects("plans").Select(plan => ReadPlan(plan, audiences))];
        file.Close();
        errors = file.Errors;
        return errors.Count > 0 ? null : new EscalationPlans(plans);
    }

    private static EscalationPlan ReadPlan(ConfigReader reader, IReadOnlyCollection<string> audiences)
    {
        var plan = new EscalationPlan(
            reader.Text("name", MaxName),
            reader.Word("of", ("alerts", EscalatedKind.Alert), ("leads", EscalatedKind.Lead), ("handovers", EscalatedKind.HandOver)),
            reader.WordOr("severity", Severity.Critical,
                ("info", Severity.Info), ("warning", Severity.Warning), ("critical", Severity.Critical)),
            [.. reader.Texts("rules", maxLength: MaxName, required: false)],
            [.. reader.Objects("levels", 16).Select(level => ReadLevel(level, audiences))],
            reader.Flag("stopsWhenCleared"));
        if (plan is { Of: EscalatedKind.HandOver, Rules.IsEmpty: false })
            reader.Reject("rules", new("空：有 handovers 时不写，它不由规则触发", "nothing beside 'handovers', which no rule gives"));
        if (plan.Levels.IsEmpty) reader.Reject("levels", new("至少一级", "at least one level"));
        reader.Close();
        return plan;
    }

    private static EscalationLevel ReadLevel(ConfigReader reader, IReadOnlyCollection<string> audiences)
    {
        var level = new EscalationLevel(reader.Text("audience", MaxName), reader.Duration("wait"));
        if (level.Wait < ShortestWait || level.Wait > LongestWait) reader.Reject("wait", new("PT1M 至 P7D", "PT1M to P7D"));
        if (level.Audience.Length > 0 && !Contacts.Audiences.Exists(level.Audience, audiences))
            reader.Reject("audience", Contacts.Audiences.Allowed(audiences), NearMiss.Of(level.Audience, audiences));
        reader.Close();
        return level;
    }
}
