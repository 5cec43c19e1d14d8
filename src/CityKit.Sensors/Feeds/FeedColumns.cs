namespace CityKit.Sensors.Feeds;

/// <summary>Where each column is in a file; columns this version does not know are passed over.</summary>
internal sealed class FeedColumns
{
    internal static readonly string[] Names = ["register", "unit", "reading", "readAt", "receivedAt", "source"];

    private readonly int[] positions;

    private FeedColumns(int[] positions) => this.positions = positions;

    /// <summary>How many fields a line must have at least.</summary>
    internal int Least => positions.Max() + 1;

    internal int this[int column] => positions[column];

    internal static FeedColumns? Read(long row, string[] header, out FeedReject? reject)
    {
        var positions = Array.ConvertAll(Names, name => Array.IndexOf(header, name));
        var wrong = Array.FindIndex(Names, name => header.Count(column => column == name) != 1);
        var text = string.Join(',', header);
        reject = wrong < 0
            ? null : FeedReject.Of(row, Names[wrong], text, $"the first line names each of the columns {string.Join(',', Names)} once",
                $"首行须有列名 {string.Join(',', Names)}，每列一次");
        return wrong < 0 ? new FeedColumns(positions) : null;
    }
}
