using System.Text.Json;
using CityKit.Cases.Standards;
using CityKit.Cases.Text;
using CityKit.Core.Calendar;
using NodaTime.Text;

namespace CityKit.Cases.Policies;

/// <summary>Writes a policy as <see cref="PolicyReader"/> reads it, always in this order.</summary>
internal sealed class PolicyWriter(Utf8JsonWriter json)
{
    internal void Write(WorkPolicy policy)
    {
        json.WriteNumber("schema", 1);
        ConfigJson.TextIfAny(json, "label", policy.Label);
        json.WriteString("hours", policy.Hours.ToString());
        if (policy.Seasons.Count > 0) ConfigJson.Objects(json, "seasons", policy.Seasons, Write);
        json.WriteString("workDay", PolicyReader.WorkDayReadings.First(known => known.Value == policy.WorkDay).Word);
        if (policy.Standard is { } standard) WriteStandard(standard);
        ConfigJson.TextIfAny(json, "version", policy.Version);
        ConfigJson.Objects(json, "conditions", policy.Conditions, condition => StandardText.Write(json, condition));
        ConfigJson.Objects(json, "stageLimits", policy.StageLimits, Write);
        ConfigJson.Objects(json, "dispatch", policy.Dispatch, row => DispatchRowJson.Write(json, row));
        Write(policy.DispatchOrder);
        if (policy.Bodies.Count > 0) ConfigJson.Objects(json, "bodies", policy.Bodies, Write);
        ConfigJson.Objects(json, "repeats", policy.Repeats, Write);
        if (policy.Retention.Count > 0) ConfigJson.Objects(json, "retention", policy.Retention, Write);
        if (policy.Access.Count > 0) ConfigJson.Objects(json, "access", policy.Access, Write);
        if (policy.Machines.Count > 0) ConfigJson.Objects(json, "machines", policy.Machines, Write);
        ConfigJson.TextsIfAny(json, "dismissals", policy.Dismissals);
        ConfigJson.Texts(json, "audiences", policy.Audiences);
        FlowRows.Write(json, policy);
        if (policy.Survey.Count > 0) SurveyRows.Write(json, policy.Survey);
        if (policy.Answers.Count > 0) AnswerRows.Write(json, policy.Answers);
    }

    private void Write(WorkSeason season)
    {
        json.WriteString("from", AnnualDatePattern.Iso.Format(season.From));
        json.WriteString("to", AnnualDatePattern.Iso.Format(season.To));
        json.WriteString("hours", season.Hours.ToString());
    }

    private void WriteStandard(FilingStandard standard)
    {
        if (standard.IsBuiltIn)
        {
            json.WriteString("standard", standard.Version);
            return;
        }
        json.WriteStartObject("standard");
        StandardText.Write(json, standard);
        json.WriteEndObject();
    }

    private void Write(StageLimit row)
    {
        json.WriteString("profile", row.Profile);
        json.WriteString("stage", row.Stage);
        Write(row.Limit);
    }

    private void Write(BodyRow row)
    {
        json.WriteString("body", row.Body);
        ConfigJson.Texts(json, "registered", row.Registered);
    }

    private void Write(RepeatRow row)
    {
        json.WriteString("profile", row.Profile);
        ConfigJson.TextIfAny(json, "class", row.Class?.ToString());
        json.WriteBoolean("sameComponent", row.SameComponent);
        json.WriteNumber("metres", row.Metres);
    }

    private void Write(AccessRow row)
    {
        json.WriteString("role", row.Role.Name);
        ConfigJson.Texts(json, "in", row.In.Select(Scope.WordOf));
    }

    private void Write(RetentionRow row)
    {
        json.WriteString("kind", row.Kind);
        json.WriteNumber("atLeastDays", (int)row.AtLeast.TotalDays);
        json.WriteNumber("atMostDays", (int)row.AtMost.TotalDays);
    }

    private void Write(MachineRow row)
    {
        json.WriteString("class", row.Class.ToString());
        json.WriteString("profile", row.Profile);
        json.WriteNumber("leastConfidence", row.LeastConfidence);
        json.WriteBoolean("automatic", row.Automatic);
        WriteEarned(row);
    }

    private void WriteEarned(MachineRow row)
    {
        if (row.Source is { } source) json.WriteString("source", PolicyReader.Sources.First(known => known.Value == source).Word);
        if (row.AfterConfirmed > 0) json.WriteNumber("afterConfirmed", row.AfterConfirmed);
        if (row.AtPrecision > 0) json.WriteNumber("atPrecision", row.AtPrecision);
        if (!row.FalseIn.SequenceEqual(MachineRow.DefaultFalseIn)) ConfigJson.Texts(json, "falseIn", row.FalseIn);
    }

    private void Write(DispatchOrder? order)
    {
        if (order is { } stated) json.WriteString("dispatchOrder", PolicyReader.DispatchOrders.First(known => known.Value == stated).Word);
    }

    private void Write(WorkLimit limit) => json.WriteString("limit", limit.ToString());
}
