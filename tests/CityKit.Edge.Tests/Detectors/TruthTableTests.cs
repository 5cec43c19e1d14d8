namespace CityKit.Edge.Tests.Detectors;

public sealed class TruthTableTests
{
    public static TheoryData<string, string> All()
    {
        var cases = new TheoryData<string, string>();
        foreach (var table in (string[])["contact.txt", "pulse-meter.txt", "external.txt", "barriers.txt", "barriers-more.txt",
            "barriers-sight.txt", "emitter-test.txt", "held-contact.txt", "alarm-key.txt", "line-watch.txt"])
            foreach (var (title, _) in TruthTable.Cases(table)) cases.Add(table, title);
        return cases;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Play_EachCase_GivesTheEventsOfTheTable(string table, string title)
    {
        var (expected, actual) = TruthTable.Play(TruthTable.Cases(table).Single(c => c.Title == title).Lines);
        Assert.Equal(expected, actual);
    }
}
