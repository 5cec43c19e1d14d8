using System.Collections.Immutable;
using CityKit.Cases.Profiles;
using CityKit.Core;

namespace CityKit.Cases.Flow;

/// <summary>Whether fields of a profile's own are what the profile declares.</summary>
internal static class Details
{
    internal static LocalizedText? Wrong(Profile profile, string name, string value)
    {
        var field = profile.Fields.FirstOrDefault(known => known.Id == name);
        if (field is null)
        {
            var known = string.Join(", ", profile.Fields.Select(each => each.Id));
            return new($"{profile.Name.Zh}没有字段“{CommandCheck.Short(name)}”（{known}）。",
                $"{profile.Name.En} has no field '{CommandCheck.Short(name)}' ({known}).");
        }
        return field.Takes(value) ? null : new(
            $"“{field.Name.Zh}”不能为“{CommandCheck.Short(value)}”：{FormOf(field).Zh}。",
            $"'{field.Id}' cannot be '{CommandCheck.Short(value)}': {FormOf(field).En}.");
    }

    /// <summary>What changed; a field that was taken away is empty in it.</summary>
    internal static ImmutableSortedDictionary<string, string> Between(
        ImmutableSortedDictionary<string, string> before, ImmutableSortedDictionary<string, string> after)
    {
        if (ReferenceEquals(before, after)) return TextMap.Empty;
        var gone = before.Keys.Where(name => !after.ContainsKey(name)).Select(name => KeyValuePair.Create(name, ""));
        return TextMap.Empty.AddRange(after.Where(pair => before.GetValueOrDefault(pair.Key) != pair.Value).Concat(gone));
    }

    /// <summary>The fields as they are after what changed.</summary>
    internal static ImmutableSortedDictionary<string, string> After(
        ImmutableSortedDictionary<string, string> before, ImmutableSortedDictionary<string, string> changed) =>
        changed.IsEmpty ? before
            : before.SetItems(changed.Where(pair => pair.Value.Length > 0))
                .RemoveRange(changed.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key));

    private static LocalizedText FormOf(ProfileField field) => field.Type switch
    {
        FieldType.Flag => new("须为 true 或 false", "it is true or false"),
        FieldType.Number => new("须为十进制数", "it is a decimal number"),
        FieldType.Choice => new($"须为 {string.Join("、", field.Values)} 之一", $"it is one of {string.Join(", ", field.Values)}"),
        _ => new($"须为 1 至 {ProfileField.MaxText} 字", $"it has 1 to {ProfileField.MaxText} characters"),
    };
}
