using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Cases.Rewards;

/// <summary>Whether the names in a file of rules exist in the profile that they are for.</summary>
public static class RewardRulesCheck
{
    /// <summary>What is named and is not there, with its place. The file itself is read by <see cref="RewardRulesReader"/>.</summary>
    public static IReadOnlyList<ConfigError> Run(ReadOnlySpan<byte> utf8, ProfileCatalogue profiles)
    {
        ArgumentNullException.ThrowIfNull(profiles);
        var file = ConfigReader.Parse(utf8);
        var id = file.Text("profile", 64);
        if (profiles.TryGet(id, out var profile)) Check(file, profile);
        else file.RejectUnknown("profile", id, [.. profiles.All.Select(known => known.Id)]);
        return file.Errors;
    }

    private static void Check(ConfigReader file, Profile profile)
    {
        string[] closed = [.. profile.States.Where(state => state.Closed).Select(state => state.Id)];
        foreach (var state in file.Texts("verified").Except(closed)) file.RejectUnknown("verified", state, closed);
        if (profile.Fields.All(field => field.Id != RewardRules.KindField))
            file.Reject("profile", new($"含字段 {RewardRules.KindField} 的业务类型", $"a profile with the field '{RewardRules.KindField}'"));
        string[] numbers = [.. profile.Fields.Where(field => field.Type == FieldType.Number).Select(field => field.Id)];
        foreach (var kind in file.Objects("classes").SelectMany(of => of.Objects("kinds")))
            foreach (var measure in kind.Objects("measured", required: false)) CheckField(measure, numbers);
    }

    private static void CheckField(ConfigReader measure, string[] numbers)
    {
        var field = measure.Text("field", 64);
        if (!numbers.Contains(field)) measure.RejectUnknown("field", field, numbers);
        if (measure.ObjectOrNull("or") is { } other) CheckField(other, numbers);
    }
}
