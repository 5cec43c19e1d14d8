using System.Text.Json;
using CityKit.Cases.Text;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;

namespace CityKit.Cases.Standards;

/// <summary>Reads and writes a standard, and filing conditions wherever they are listed.</summary>
internal static class StandardText
{
    internal const string StarterVersion = "starter-1";

    private const int MaxText = 1000;
    private static readonly (string Word, CheckMode Value)[] Checks =
        [("onSite", CheckMode.OnSite), ("photo", CheckMode.Photo), ("none", CheckMode.None)];
    private static readonly string[] Needs = ["before", "after", "record"];

    /// <summary>A whole standard; one that has errors is not to be used.</summary>
    internal static FilingStandard Read(ConfigReader reader)
    {
        var (version, label) = (reader.Text("version", FilingStandard.MaxVersion), reader.BilingualOrNull("label", MaxText));
        var conditions = ReadConditions(reader, required: true);
        reader.Close();
        return new FilingStandard(version, new StandardRows(label, [.. conditions.DistinctBy(condition => condition.Id)]));
    }

    /// <summary>The member <c>conditions</c>.</summary>
    internal static FilingCondition[] ReadConditions(ConfigReader reader, bool required)
    {
        var conditions = reader.Objects("conditions", required: required).Select(ReadCondition).ToArray();
        reader.RejectTwice("conditions", ConfigForms.IdOnce, conditions.Select(condition => condition.Id));
        return conditions;
    }

    internal static void Write(Utf8JsonWriter json, FilingStandard standard)
    {
        json.WriteString("version", standard.Version);
        if (standard.Label is { } label) ConfigJson.Bilingual(json, "label", label);
        ConfigJson.Objects(json, "conditions", standard.Conditions, condition => Write(json, condition));
    }

    internal static void Write(Utf8JsonWriter json, FilingCondition condition)
    {
        json.WriteString("id", condition.Id);
        json.WriteString("class", condition.Class.ToString());
        ConfigJson.Bilingual(json, "condition", condition.Text);
        json.WriteString("limit", condition.Limit.ToString());
        ConfigJson.Bilingual(json, "close", condition.Close);
        ConfigJson.TextsIfAny(json, "evidence", [.. condition.Evidence.Select(need => Needs[(int)need])]);
        ConfigJson.TextIfAny(json, "check", condition.Check is { } mode ? Checks[(int)mode].Word : null);
    }

    private static FilingCondition ReadCondition(ConfigReader item)
    {
        var condition = new FilingCondition(
            item.Text("id", 64), item.Parsed<ClassKey>("class", ConfigForms.Class), item.Bilingual("condition", MaxText),
            item.Parsed<WorkLimit>("limit", ConfigForms.Limit), item.Bilingual("close", MaxText))
        {
            Evidence = ReadEvidence(item),
            Check = item.Has("check") ? item.Word("check", Checks) : null,
            At = item.Place,
        };
        item.Close();
        return condition;
    }

    private static EvidenceNeed[] ReadEvidence(ConfigReader item)
    {
        var words = item.Texts("evidence", Needs.Length, 16, required: false);
        var unknown = words.FirstOrDefault(word => !Needs.Contains(word));
        if (unknown is not null) item.RejectUnknown("evidence", unknown, Needs);
        else if (words.Distinct().Count() < words.Count) item.Reject("evidence", new("每项要求只出现一次", "each need once"));
        return [.. words.Where(Needs.Contains).Select(word => (EvidenceNeed)Array.IndexOf(Needs, word))];
    }
}
