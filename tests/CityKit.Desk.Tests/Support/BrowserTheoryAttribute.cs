using CityKit.Tests.Shared;

namespace CityKit.Desk.Tests.Support;

/// <summary>Tests that open pages in a browser; SKIPPED where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    /// <param name="isLong">Whether it runs for minutes, and only when CITYKIT_LONG=1 asks for it.</param>
    public BrowserTheoryAttribute(bool isLong = false) => Skip = new BrowserFactAttribute().Skip
        ?? (isLong && !LongForm.IsWanted ? "SKIPPED: it takes minutes; CITYKIT_LONG=1 runs it" : null);
}
