namespace CityKit.Desk.Tests.Support;

/// <summary>Tests in one browser, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<DeskBrowser>, ICollectionFixture<FullCity>
{
    internal const string Name = "browser";
}
