using Bunit;
using CityKit.Client.Profiles;
using CityKit.Core;
using CityKit.Desk.Duty;
using CityKit.Desk.Extending;
using CityKit.Desk.Shell;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Desk.Tests.Duty;

/// <summary>The parts of the duty desk, each by itself.</summary>
public sealed class DutyPartsTests : BunitContext
{
    private static readonly Instant Now = Instant.FromUtc(2026, 9, 3, 0, 0);
    private static readonly DeskView English = new("/desk/", DeskLanguage.English, false);
    private static readonly DeskView Chinese = English with { Language = DeskLanguage.Chinese };

    private static readonly DutyStep Dismiss = new("dismiss", "Dismiss")
    {
        Fields =
        [
            new StepField("because", "Reason", StepInput.Choice)
                { Choices = [new StepChoice("reflection", "A reflection"), new StepChoice("test", "A test")] },
            new StepField("reason", "In words", StepInput.Text) { IsNeeded = false, Ready = "dismiss" },
        ],
    };

    public DutyPartsTests() => Services.AddOptions<DeskOptions>();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 1)]
    public void Badge_OfWhatIsNew_IsThereWhenThereIsAny(int count, int buttons) =>
        Assert.Equal(buttons, Render<NewBadge>(badge => badge.Add(b => b.View, English).Add(b => b.Count, count)).FindAll("button").Count);

    [Theory]
    [InlineData(130, "due in 2 h 10 min", "剩余 2 小时 10 分钟", false)]
    [InlineData(-20, "overdue by 20 min", "超期 20 分钟", true)]
    public void Line_OfAnItem_SaysWhenItIsDueInWords(int minutes, string en, string zh, bool isOver)
    {
        foreach (var (view, text) in ((DeskView, string)[])[(English, en), (Chinese, zh)])
        {
            var due = Line(view, Row("item", "1") with { Due = Now + Duration.FromMinutes(minutes) }).Find("span[title]");
            Assert.Equal((text, isOver), (due.TextContent, due.ClassList.Contains("duty-overdue")));
        }
    }

    [Fact]
    public void Line_OfALead_SaysHowMuchItMattersByWordAndSign()
    {
        var mark = Line(English, Row("lead", "1") with { Severity = "Critical" }).Find(".duty-mark");
        Assert.Equal("▲ Critical", mark.TextContent);
    }

    [Fact]
    public void List_WithoutRows_SaysSo() => Assert.Contains("Nothing matches these filters", List([]).Markup, StringComparison.Ordinal);

    [Fact]
    public void List_OfTheApplicationsColumns_ShowsThem()
    {
        Services.Configure<DeskOptions>(
            options => options.LeadColumns.Add(new(new("高度", "Height"), lead => builder => builder.AddContent(0, $"row of {lead.Id}"))));
        var lead = new Client.Alerts.Lead("1", "fall", "d/s", "property-order", "c", Now, new("坠物", "Fall"), new(), Now, "Open");
        var list = List([new DutyRow("lead", "1", lead) { Title = "Fall" }]);
        Assert.Contains("Height", list.Find("thead").TextContent, StringComparison.Ordinal);
        Assert.Contains("row of 1", list.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Form_WithoutWhatItNeeds_NamesItAndGivesNothing()
    {
        StepValues? given = null;
        var form = Form(Dismiss, values => given = values);
        form.Find("form").Submit();
        Assert.Null(given);
        Assert.Contains("Fill in: Reason", form.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Form_FilledIn_GivesWhatWasChosenAndTheReadyAnswer()
    {
        StepValues? given = null;
        var form = Form(Dismiss, values => given = values, new ReadyAnswer("dismiss", "玻璃反光", "A pane of glass."),
            new ReadyAnswer("comment", "电话", "Telephone."));
        form.Find("#step-because").Change("test");
        var ready = form.Find("select[aria-label='Ready answers']");
        Assert.Equal(2, ready.Children.Length); // none chosen, and the one for a dismissal
        ready.Change("A pane of glass.");
        form.Find("form").Submit();
        Assert.Equal(("test", "A pane of glass."), (given!["because"], given["reason"]));
        Assert.InRange(given.CommandId.Length, 16, 31);
    }

    [Fact]
    public void Form_GivenTwice_HasOneId()
    {
        var ids = new List<string>();
        var form = Form(new DutyStep("take", "Take"), values => ids.Add(values.CommandId));
        form.Find("form").Submit();
        form.Find("form").Submit();
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public void Form_OfAMergeWithNothingNear_SaysSo()
    {
        var merge = new DutyStep("merge", "Merge")
            { Fields = [new StepField("into", "Into", StepInput.Choice) { Find = () => Task.FromResult<IReadOnlyList<StepChoice>>([]) }] };
        Assert.Contains("nothing near", Form(merge, _ => { }).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_WithKeys_SayThemAndOpenTheirForm()
    {
        DutyStep? chosen = null;
        var bar = Render<StepBar>(
            steps => steps.Add(s => s.View, English).Add(s => s.Steps, [Dismiss with { Key = "d" }])
            .Add(s => s.OnChoose, step => chosen = step));
        var button = bar.Find("button");
        Assert.Equal(("d", "d", "false"),
            (button.GetAttribute("data-key"), button.GetAttribute("aria-keyshortcuts"), button.GetAttribute("aria-expanded")));
        button.Click();
        Assert.Equal("dismiss", chosen!.Command);
    }

    [Fact]
    public void Filters_WithOneThatTheFormLacks_KeepIt()
    {
        var filters = Render<DutyFilters>(
            form => form.Add(f => f.View, English)
            .Add(f => f.Query, DutyQuery.Parse("?show=items&closedFrom=2026-09-01T00:00:00Z&overdue=yes")));
        Assert.Equal("2026-09-01T00:00:00Z", filters.Find("input[type=hidden][name=closedFrom]").GetAttribute("value"));
        Assert.Equal("yes", filters.Find("select[name=overdue] option[selected]").GetAttribute("value"));
    }

    private IRenderedComponent<StepForm> Form(DutyStep step, Action<StepValues> give, params ReadyAnswer[] ready) =>
        Render<StepForm>(form => form.Add(f => f.View, English).Add(f => f.Step, step).Add(f => f.Ready, ready).Add(f => f.OnGive, give));

    private IRenderedComponent<DutyRowLine> Line(DeskView view, DutyRow row) =>
        Render<DutyRowLine>(line => line.Add(l => l.View, view).Add(l => l.Row, row).Add(l => l.HasLevel, true).Add(l => l.Now, Now));

    private IRenderedComponent<DutyList> List(IReadOnlyList<DutyRow> rows) =>
        Render<DutyList>(list => list.Add(l => l.View, English).Add(l => l.Rows, rows).Add(l => l.Marked, new HashSet<string>())
            .Add(l => l.Now, Now));

    private static DutyRow Row(string kind, string id) => new(kind, id, new object()) { Title = "Fall", Place = "building 3" };
}
