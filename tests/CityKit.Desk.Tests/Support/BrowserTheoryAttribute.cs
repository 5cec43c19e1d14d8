namespace CityKit.Desk.Tests.Support;

/// <summary>Tests that open pages in a browser; SKIPPED where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = new BrowserFactAttribute().Skip;
}
