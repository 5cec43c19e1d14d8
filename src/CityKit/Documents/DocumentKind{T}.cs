using System.Collections.Immutable;

namespace CityKit.Documents;

/// <summary>Documents of one type: how they are written, read, named and indexed.</summary>
/// <typeparam name="T">The documents; immutable.</typeparam>
/// <example><code>
/// static readonly DocumentIndex&lt;Booking&gt; Bay = DocumentIndex&lt;Booking&gt;.Text("bay", b => b.Bay);
/// static readonly DocumentIndex&lt;Booking&gt; From = DocumentIndex&lt;Booking&gt;.Order("from", b => b.From);
/// static readonly DocumentKind&lt;Booking&gt; Bookings = new("booking", b => b.Id, Write, Read, Bay, From);
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
