namespace CityKit.Import.Feeds;

/// <summary>Where each column stands in a file; columns this version does not know are passed over.</summary>
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
        var missing = Array.IndexOf(positions, -1);
        var text = string.Join(',', header);
        reject = missing < 0 ? null : FeedReject.Of(row, Names[missing], text, $"the first line names the columns {string.Join(',', Names)}", $"首行须有列名 {string.Join(',', Names)}");
        return missing < 0 ? new FeedColumns(positions) : null;
    }
}
