using CityKit.Core;
using CityKit.Desk.Extending;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityKit.Desk.Tests.Extending;

/// <summary>What an application adds to the desk is checked before anybody sees it.</summary>
public sealed class DeskOptionsTests
{
    private static readonly LocalizedText Title = new("电梯", "Lifts");

    [Fact]
    public void Options_OfTheDesk_AreAsTheyShouldBe() => Assert.Equal("#1f5fa8", Of(_ => { }).Primary);

    [Fact]
    public void Builder_WithAllKinds_KeepsTheirOrder()
    {
        var options = Of(desk => desk.AddPage<Nothing>("lifts", Title).AddPage<Nothing>("gates", Title)
            .AddItemColumn(Title, _ => _ => { }).AddLeadColumn(Title, _ => _ => { }).AddAlertColumn(Title, _ => _ => { })
            .AddPanel("elevator-repair", Title, _ => _ => { }));
        Assert.Equal(["lifts", "gates"], options.Pages.Select(page => page.Name));
        Assert.Equal((1, 1, 1), (options.ItemColumns.Count, options.LeadColumns.Count, options.AlertColumns.Count));
        Assert.Equal("elevator-repair", Assert.Single(options.Panels).Profile);
    }

    [Theory]
    [InlineData("blue", "#8ab8f0", "Primary is a colour as #RRGGBB, not 'blue'.")]
    [InlineData("#88aaff", "#8ab8f0", "Primary #88aaff is seen with 2.3 to 1 on #FFFFFF; text takes 4.5 to 1. Choose a darker one.")]
    [InlineData("#1f5fa8", "#1f5fa8", "PrimaryOnDark #1f5fa8 is seen with 1.8 to 1 on #373740; text takes 4.5 to 1. Choose a lighter one.")]
    public void Colour_ThatNobodyCanRead_IsRefused(string light, string dark, string message) =>
        Assert.Equal(message,
            Assert.Single(Refused(desk => desk.Configure(options => (options.Primary, options.PrimaryOnDark) = (light, dark)))));

    [Fact]
    public void Page_OfANameThatIsNoAddress_IsRefused() =>
        Assert.StartsWith("A page's name is letters, digits and hyphens",
            Assert.Single(Refused(desk => desk.AddPage<Nothing>("a/b", Title))), StringComparison.Ordinal);

    [Fact]
    public void Pages_OfOneName_AreRefused() =>
        Assert.Equal(["There are 2 times a page 'lifts'."],
            Refused(desk => desk.AddPage<Nothing>("lifts", Title).AddPage<Nothing>("Lifts", Title)));

    [Fact]
    public void ColumnsAndPanels_OfOneTitle_AreRefused() => Assert.Equal(
        ["There are 2 times a column of ItemColumns 'Lifts'.", "There are 2 times a panel 'order: Lifts'."],
        Refused(desk => desk.AddItemColumn(Title, _ => _ => { }).AddItemColumn(Title, _ => _ => { })
            .AddPanel("order", Title, _ => _ => { }).AddPanel("order", Title, _ => _ => { })));

    [Fact]
    public void Title_InOneLanguage_IsRefused() =>
        Assert.Single(Refused(desk => desk.AddPage<Nothing>("lifts", new LocalizedText("", "Lifts"))));

    private static IEnumerable<string> Refused(Action<DeskBuilder> change) =>
        Assert.Throws<OptionsValidationException>(() => Of(change)).Failures;

    private static DeskOptions Of(Action<DeskBuilder> change)
    {
        using var services = new ServiceCollection().AddCityKitDesk(change).BuildServiceProvider();
        return services.GetRequiredService<IOptions<DeskOptions>>().Value;
    }

    private sealed class Nothing : ComponentBase;
}
