using System.Collections.Immutable;

namespace CityKit.Documents;

/// <summary>A kind of documents that a store keeps: how one is written, read, named and indexed.</summary>
/// <remarks>
/// Keep one in a static field for each type of documents of a module; <see cref="Modules.ModuleJson"/> makes one from source-generated
/// JSON. It is immutable and serves any thread. A document can only be asked for by its id and by the indexes named here: there is no scan.
/// An index that is added later is built when the store is opened.
/// </remarks>
/// <typeparam name="T">The documents; immutable.</typeparam>
/// <example><code>
/// var bay = DocumentIndex&lt;Booking>.Text("bay", booking => booking.Place);
/// var until = DocumentIndex&lt;Booking>.Order("until", booking => booking.Until);
/// var bookings = ModuleJson.Documents("parking_booking", booking => booking.Id, bookingJson, bay, until); // bookingJson: source-generated
/// var next = bookings.Query().Where(bay, "B-12").OrderBy(until).Take(10);
/// await foreach (var booking in hub.Store.ReadAsync(next)) Console.WriteLine(booking.Until);
/// </code></example>
public sealed class DocumentKind<T> : DocumentKind where T : class
{
    /// <summary>The longest id, in characters.</summary>
    public const int MaxId = 256;

    private readonly Func<T, string> id;
    private readonly Func<T, ReadOnlyMemory<byte>> write;
    private readonly Func<ReadOnlyMemory<byte>, T> read;
    private readonly ImmutableArray<DocumentIndex<T>> indexes;

    /// <param name="name">Its name, unique in a store.</param>
    /// <param name="id">A document's id: 1 to <see cref="MaxId"/> characters, the same for its whole life.</param>
    /// <param name="write">Its bytes; the same document gives the same bytes.</param>
    /// <param name="read">Reads them; throws <see cref="FormatException"/> when they are something else.</param>
    /// <param name="indexes">What it can be asked by.</param>
    public DocumentKind(string name, Func<T, string> id, Func<T, ReadOnlyMemory<byte>> write,
        Func<ReadOnlyMemory<byte>, T> read, params ReadOnlySpan<DocumentIndex<T>> indexes)
        : base(name, indexes.ToArray())
    {
        (this.id, this.write, this.read, this.indexes) = (id, write, read, [.. indexes]);
    }

    /// <summary>Asks for all documents; narrow it with the query's methods.</summary>
    public DocumentQuery<T> Query() => new(this, new DocumentQuery(Name));

    /// <summary>A document's id.</summary>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public string IdOf(T document) => id(document) is { Length: > 0 and <= MaxId } known ? known
        : throw new ArgumentException(
            $"The id of a '{Name}' has 1 to {MaxId} characters, not {id(document)?.Length ?? 0}.", nameof(document));

    /// <summary>Reads a stored document.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    public T Read(StoredDocument stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored.IsDamaged ? throw stored.Damage() : Read(stored.Bytes);
    }

    /// <summary>The change that stores a document.</summary>
    /// <param name="document">The document as it now is.</param>
    /// <param name="version">The journal entry that changed it.</param>
    public DocumentChange Put(T document, long version) => new(this, IdOf(document), version, write(document), ValuesOf(document));

    /// <inheritdoc/>
    public override IndexValue[][] ValuesOf(ReadOnlyMemory<byte> bytes) => Sound(() => ValuesOf(Read(bytes)));

    /// <summary>What a reader throws at bytes of any kind is a damaged document, whichever library read them.</summary>
    private T Read(ReadOnlyMemory<byte> bytes) => Sound(() => read(bytes));

    private TResult Sound<TResult>(Func<TResult> take)
    {
        try
        {
            return take();
        }
        catch (Exception wrong) when (wrong is not (FormatException or OutOfMemoryException))
        {
            throw new FormatException($"The bytes are no {Name}: {wrong.Message} 无法解读文档。", wrong);
        }
    }

    internal override DocumentChange Change(string id, object? document, long version) =>
        document is T known ? Put(known, version) : new DocumentChange(this, id, version, null, []);

    internal IndexValue[][] ValuesOf(T document)
    {
        var values = new IndexValue[indexes.Length][];
        for (var i = 0; i < values.Length; i++) values[i] = indexes[i].ValuesOf(document);
        return values;
    }
}
