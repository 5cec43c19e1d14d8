using System.Text;
using CityKit.Desk.Cockpit;

namespace CityKit.Desk.Tests.Cockpit;

/// <summary>The plan of boards: what is in it, and what is said of one that is wrong.</summary>
public sealed class CockpitPlanTests
{
    [Fact]
    public void BuiltIn_HasSixteenBoards_InRowsThatAreFull()
    {
        Assert.Equal(16, CockpitPlan.BuiltIn.Boards.Count);
        Assert.All(BoardRows.Of(CockpitPlan.BuiltIn.Boards), row =>
            Assert.Equal(4, row.Sum(place => CockpitPlan.BuiltIn.Boards[place].Width)));
        Assert.Equal([6, 8, 2], BoardRows.Pages(CockpitPlan.BuiltIn.Boards).Select(page => page.Sum(row => row.Length)));
    }

    [Fact]
    public void Read_OfEveryKind_KeepsWhatItSays()
    {
        var plan = Read("""
            {"schema": 1, "boards": [{"kind": "league", "figure": "closing", "by": "street", "target": 0.9, "top": 3, "width": 2, "title": {"zh": "街道", "en": "Streets"}},
              {"kind": "text", "text": {"zh": "注", "en": "note"}}, {"kind": "public", "by": "class"}, {"kind": "days"}]}
            """, out var errors)!;
        Assert.Empty(errors);
        Assert.Equal((BoardKind.League, "closing", "street", 0.9m, 3, 2, "Streets"),
            (plan.Boards[0].Kind, plan.Boards[0].Figure, plan.Boards[0].By,
            plan.Boards[0].Target, plan.Boards[0].Top, plan.Boards[0].Width, plan.Boards[0].Title!.En));
        Assert.Equal("note", plan.Boards[1].Text!.En);
        Assert.Equal("class", plan.Boards[2].By);
    }

    [Theory]
    [InlineData("""{"schema": 1, "boards": [{"kind": "pie"}]}""", "Line 1, column 35 (boards[0].kind)")]
    [InlineData("""{"schema": 1, "boards": [{"kind": "figure"}]}""", "boards[0]")]
    [InlineData("""{"schema": 1, "boards": [{"kind": "counts", "by": "persons"}]}""", "(boards[0].by): found 'persons'")]
    [InlineData("""{"schema": 1, "boards": [{"kind": "tree", "width": 5}]}""", "(boards[0].width): found 5")]
    [InlineData("""{"schema": 1, "boards": [{"kind": "tree", "figure": "closing"}]}""", "(boards[0].figure)")]
    [InlineData("""{"schema": 2, "boards": []}""", "(schema): found 2")]
    [InlineData("""{"schema": 1, "boards": [""", "Line 1")]
    public void Read_OfAWrongPlan_SaysWhere(string json, string said)
    {
        Assert.Null(Read(json, out var errors));
        Assert.Contains(errors, error => error.ToString().Contains(said, StringComparison.Ordinal));
    }

    private static CockpitPlan? Read(string json, out IReadOnlyList<Core.Text.ConfigError> errors) =>
        CockpitPlan.Read(Encoding.UTF8.GetBytes(json), out errors);
}
