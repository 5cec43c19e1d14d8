using CityKit.Cases.Profiles;
using CityKit.Core;

namespace CityKit.Cases.Flow;

/// <summary>Whether guards hold, by the tables of the engine, the profile and the modules.</summary>
internal sealed class GuardCheck(FlowWords words)
{
    internal bool AllHold(IReadOnlyList<GuardCall> calls, GuardQuestion question)
    {
        for (var i = 0; i < calls.Count; i++)
            if (!Holds(calls[i], question)) return false;
        return true;
    }

    internal bool Holds(GuardCall call, GuardQuestion question)
    {
        if (Find(call.Name) is { } guard) return guard.Holds(question.About(call.Argument)) != call.Not;
        return DeclaredIn(question.Profile, call.Name) is { ByModule: false } own && AllHold(own.All, question) != call.Not;
    }

    /// <summary>The code of the first of some guards that does not hold.</summary>
    internal string? CodeOf(IReadOnlyList<GuardCall> calls, GuardQuestion question)
    {
        for (var i = 0; i < calls.Count; i++)
            if (!Holds(calls[i], question)) return Find(calls[i].Name)?.Code;
        return null;
    }

    /// <summary>Why the first of some guards does not hold: its code and what people read.</summary>
    internal (string Code, LocalizedText Text) Why(IReadOnlyList<GuardCall> calls, GuardQuestion question)
    {
        var call = calls.First(each => !Holds(each, question));
        var declared = DeclaredIn(question.Profile, call.Name);
        if (Find(call.Name) is { } guard)
            return call.Not
                ? ("guard", new($"“{call}”不成立。", $"'{call}' does not hold."))
                : (guard.Code, guard.Why(question.About(call.Argument)));
        return declared is { ByModule: false } own ? ("guard", own.Name) : ("unknown-guard", NobodyAnswers(call.Name));
    }

    private Guard? Find(string name) => GuardTable.Find(name) ?? words.Guard(name);

    private static DeclaredGuard? DeclaredIn(Profile profile, string name)
    {
        for (var i = 0; i < profile.Guards.Count; i++)
            if (profile.Guards[i].Id == name) return profile.Guards[i];
        return null;
    }

    private static LocalizedText NobodyAnswers(string name) => new(
        $"没有模块提供守卫“{name}”，请加载声明它的模块。", $"No module answers for the guard '{name}': load the one that declares it.");
}
