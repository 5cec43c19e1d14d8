using CityKit.Documents;
using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>The table of one index with many values: a row for each value of a document, with the orders beside it.</summary>
internal sealed class ManyValues : IDisposable
{
    /// <summary>Separates the values of two indexes in a document's text of them.</summary>
    internal const char Between = '\u001e';

    private const char BetweenValues = '\u001f';
    private readonly SqliteFile file;
    private readonly string table;
    private readonly int place;
    private readonly int[] orders;
    private readonly SqliteStatement clear;
    private readonly SqliteStatement add;
    private readonly Dictionary<string, SqliteStatement> moves = [];

    /// <param name="file">The file.</param>
    /// <param name="of">The table of the documents.</param>
    /// <param name="place">The index, by its place in the kind.</param>
    internal ManyValues(SqliteFile file, DocumentTable of, int place)
    {
        (this.file, this.place, table) = (file, place, of.TableOf(of.Kind.Indexes[place]));
        orders = [.. of.Orders.Select(order => IndexOf(of.Kind, order))];
        var columns = of.Orders.Select((order, i) => (Name: $", {DocumentTable.Column(order.Name)}", Parameter: $", ?{3 + i}")).ToArray();
        clear = new SqliteStatement(file.Handle, $"DELETE FROM {table} WHERE id = ?1");
        add = new SqliteStatement(file.Handle,
            $"INSERT INTO {table}(id, value{string.Concat(columns.Select(c => c.Name))}) "
            + $"VALUES(?1, ?2{string.Concat(columns.Select(c => c.Parameter))})");
    }

    /// <summary>A document's values as one text: the same text, the same rows.</summary>
    internal string TextOf(DocumentChange change) => string.Join(BetweenValues, change.Values[place].Select(value => value.ToString()));

    internal void Clear(string id) => clear.Bind(1, id).Run();

    /// <summary>Writes all rows of a document again.</summary>
    internal void Write(DocumentChange change)
    {
        Clear(change.Id);
        if (change.Values[place].Length == 0) return;
        for (var i = 0; i < orders.Length; i++) add.Bind(3 + i, NumberOf(change, orders[i]));
        foreach (var value in change.Values[place])
        {
            Bind(add.Bind(1, change.Id), 2, value);
            add.Run();
        }
    }

    /// <summary>Gives the rows of a document the orders that changed; the values did not.</summary>
    internal void Move(DocumentChange change, IReadOnlyList<DocumentIndex> changed)
    {
        if (changed.Count == 0 || change.Values[place].Length == 0) return;
        var statement = MoveOf(changed).Bind(1, change.Id);
        for (var i = 0; i < changed.Count; i++) statement.Bind(2 + i, NumberOf(change, IndexOf(change.Kind, changed[i])));
        statement.Run();
    }

    public void Dispose()
    {
        clear.Dispose();
        add.Dispose();
        foreach (var move in moves.Values) move.Dispose();
    }

    internal static void Bind(SqliteStatement statement, int index, IndexValue? value)
    {
        if (value is not { } known) statement.Bind(index, (string?)null);
        else if (known.Text is { } text) statement.Bind(index, text);
        else statement.Bind(index, known.Number);
    }

    private SqliteStatement MoveOf(IReadOnlyList<DocumentIndex> changed)
    {
        var set = string.Join(", ", changed.Select((order, i) => $"{DocumentTable.Column(order.Name)} = ?{2 + i}"));
        if (!moves.TryGetValue(set, out var move))
            moves[set] = move = new SqliteStatement(file.Handle, $"UPDATE {table} SET {set} WHERE id = ?1");
        return move;
    }

    private static long? NumberOf(DocumentChange change, int order) => change.Values[order] is [var value] ? value.Number : null;

    private static int IndexOf(DocumentKind kind, DocumentIndex index) =>
        Enumerable.Range(0, kind.Indexes.Count).First(i => kind.Indexes[i].Name == index.Name);
}
