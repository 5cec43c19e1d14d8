using CityKit.Core;

namespace CityKit.Cases.Policies;

/// <summary>How a row of the dispatch table knows the body (派遣依据): it names it, or takes it from what look-ups found.</summary>
public abstract record DispatchBy
{
    private protected DispatchBy()
    {
    }

    /// <summary>Who gets the work; null when nothing was found, and the next row counts.</summary>
    internal abstract Assignee? Find(DispatchQuestion question);

    /// <summary>Whether nobody need look at what was found before work is dispatched by it.</summary>
    internal virtual bool IsSure(DispatchQuestion question) => true;

    /// <summary>Why it is that body; asked only when one was found.</summary>
    internal abstract LocalizedText Explain(DispatchQuestion question);
}
