using CityKit.Cases.Text;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;

namespace CityKit.Cases.Profiles;

/// <summary>
/// What a profile declares for its rows to name: fields, clocks, allowances, guards, effects. Reads them and checks what names them.
/// </summary>
internal sealed class ProfileSections
{
    private const int Most = 64;

    private readonly (string Word, WordArgument Argument)[] guardWords;
    private readonly (string Word, WordArgument Argument)[] effectWords;

    /// <param name="reader">The profile.</param>
    /// <param name="targets">Reads who is notified.</param>
    internal ProfileSections(ConfigReader reader, Func<ConfigReader, NoticeTarget[]> targets)
    {
        Fields = Unique(reader, "fields", ReadField, field => field.Id);
        Clocks = Unique(reader, "clocks", item => ReadClock(item, targets), clock => clock.Id);
        Allowances = Unique(reader, "allowances", ReadAllowance, row => row.Turn);
        guardWords = [.. ProfileWords.Guards, .. IdsOf(reader, "guards", ProfileWords.Guards)];
        effectWords = [.. ProfileWords.Effects, .. IdsOf(reader, "effects", ProfileWords.Effects)];
        Guards = Unique(reader, "guards", ReadGuard, guard => guard.Id);
        Effects = Unique(reader, "effects", ReadEffect, effect => effect.Id);
    }

    internal ProfileField[] Fields { get; }

    internal ProfileClock[] Clocks { get; }

    internal Allowance[] Allowances { get; }

    internal DeclaredGuard[] Guards { get; }

    internal DeclaredEffect[] Effects { get; }

    internal string[] ReadNeeds(ConfigReader item) =>
        [.. item.Texts("needs", Most, 128, required: false).Where(need => IsNeed(item, need))];

    internal GuardCall[] ReadGuards(ConfigReader item, string name = "guards") =>
        [.. item.Texts(name, Most, 128, required: false).Select(GuardCall.Parse)
            .Where(call => IsKnown(item, name, call.Name, call.Argument, guardWords))];

    internal static Allowance ReadAllowance(ConfigReader item) => new(item.Text("turn", 64))
    {
        AtMost = (int?)item.IntegerOrNull("atMost", 0, 1000),
        Within = Limit(item, "within"),
        Since = item.WordOr("since", AllowanceSince.State, ProfileWords.Since),
        Longest = Limit(item, "longest"),
    };

    internal EffectCall[] ReadEffects(ConfigReader item, string name = "effects") =>
        [.. item.Texts(name, Most, 128, required: false).Select(EffectCall.Parse)
            .Where(call => IsKnown(item, name, call.Name, call.Argument, effectWords))];

    internal static WorkLimit? Limit(ConfigReader item, string name) =>
        item.Has(name) ? item.Parsed<WorkLimit>(name, ConfigForms.Limit) : null;

    private static ProfileField ReadField(ConfigReader item)
    {
        var type = item.WordOr("type", FieldType.Text, ProfileWords.Types);
        var values = item.Texts("values", Most, ProfileField.MaxText, required: false);
        if (type == FieldType.Choice != values.Count > 0)
            item.Reject("values", new("选项类字段的取值，其他字段不填", "the values of a choice, and of nothing else"));
        return new ProfileField(item.Text("id", 64), NameOf(item), type)
        {
            Values = values,
            Part = item.WordOr("part", WorkItemPart.Summary, ProfileWords.Parts),
        };
    }

    private static ProfileClock ReadClock(ConfigReader item, Func<ConfigReader, NoticeTarget[]> targets) =>
        new(item.Text("id", 64), NameOf(item))
    {
        Limit = Limit(item, "limit"),
        FromOpening = item.Flag("fromOpening"),
        Pauses = item.Flag("pauses"),
        Tell = targets(item),
    };

    private DeclaredGuard ReadGuard(ConfigReader item) => new(item.Text("id", 64), NameOf(item), ReadGuards(item, "all"));

    private DeclaredEffect ReadEffect(ConfigReader item) => new(item.Text("id", 64), ReadEffects(item, "all"));

    private bool IsNeed(ConfigReader item, string need)
    {
        var (name, argument) = Words.Cut(need);
        var isField = name == ProfileWords.Detail && Fields.Any(field => field.Id == argument);
        if (isField || (name != ProfileWords.Detail && ProfileWords.Needs.Contains(need))) return true;
        item.RejectUnknown("needs", need,
            [.. ProfileWords.Needs.SkipLast(1), .. Fields.Select(field => $"{ProfileWords.Detail}:{field.Id}")]);
        return false;
    }

    private bool IsKnown(ConfigReader item, string member, string name, string argument, (string Word, WordArgument Argument)[] words)
    {
        var takes = Array.FindIndex(words, word => word.Word == name) is var at and >= 0 ? words[at].Argument : (WordArgument?)null;
        if (takes is null) item.RejectUnknown(member, name, [.. words.Select(word => word.Word)]);
        else if (ArgumentsOf(takes.Value) is { } known && !known.Contains(Words.Argument(argument)))
            item.RejectUnknown(member, Words.Join(name, argument), [.. known.Select(each => Words.Join(name, each))]);
        else if (takes == WordArgument.Text && argument.Length == 0) item.RejectUnknown(member, name, [$"{name}:…"]);
        else if (takes == WordArgument.Detail && ValuesInsteadOf(argument) is { } values)
            item.RejectUnknown(member, Words.Join(name, argument), [.. values.Select(each => Words.Join(name, each))]);
        else return true;
        return false;
    }

    /// <summary>What may be behind the colon; null for any text.</summary>
    private string[]? ArgumentsOf(WordArgument argument) => argument switch
    {
        WordArgument.None => [""],
        WordArgument.Turn => [.. Allowances.Select(row => row.Turn)],
        WordArgument.Clock => [.. Clocks.Select(clock => clock.Id)],
        WordArgument.Detail => [.. Fields.Select(field => field.Id)],
        _ => null,
    };

    /// <summary>What a field may be, when an argument compares it with, or sets it to, what it cannot be; null when it can.</summary>
    private string[]? ValuesInsteadOf(string argument)
    {
        var (name, value) = Words.Pair(argument);
        var field = Fields.First(each => each.Id == name);
        if (value.Length == 0 || field.Takes(value)) return null;
        return field.Type switch
        {
            FieldType.Choice => [.. field.Values.Select(each => $"{name}={each}")],
            FieldType.Flag => [$"{name}=true", $"{name}=false"],
            _ => [$"{name}={(field.Type == FieldType.Number ? "a decimal number" : $"at most {ProfileField.MaxText} characters")}"],
        };
    }

    /// <summary>The names that a section declares, read before the rest: they may name one another.</summary>
    private static IEnumerable<(string Word, WordArgument Argument)> IdsOf(
        ConfigReader reader, string section, (string Word, WordArgument Argument)[] builtIn)
    {
        foreach (var item in reader.Objects(section, Most, required: false))
        {
            var id = item.TextOrNull("id", 64) ?? "";
            if (builtIn.Any(word => word.Word == id))
                item.Reject("id", new("未被内置占用的名称", "a name that is not built in"), found: LocalizedText.Values($"'{id}'"));
            yield return (id, WordArgument.None);
        }
    }

    private static T[] Unique<T>(ConfigReader reader, string section, Func<ConfigReader, T> read, Func<T, string> id)
    {
        var items = new List<T>();
        foreach (var item in reader.Objects(section, Most, required: false))
        {
            items.Add(read(item));
            item.Close();
        }
        reader.RejectTwice(section, ConfigForms.EachOnce, items.Select(id));
        return [.. items.DistinctBy(id)];
    }

    private static LocalizedText NameOf(ConfigReader item) => new(item.Text("zh", 128), item.Text("en", 128));
}
