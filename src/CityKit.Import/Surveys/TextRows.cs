using CityKit.Core;
using CityKit.Import.Files;

namespace CityKit.Import.Surveys;

/// <summary>Rows of a text: between two of them the input is where a later run may go on.</summary>
internal abstract class TextRows(TextWindow input) : SurveyRows
{
    private Refusal? broken;

    internal sealed override Refusal? Broken => input.Damage ?? broken;

    internal sealed override long Position => input.Position;

    private protected TextWindow Input => input;

    public sealed override void Dispose() => input.Dispose();

    internal sealed override string Digest() => input.Digest();

    internal sealed override bool TryGoOn(long bytes, string digest, long rows)
    {
        GoOnAt(rows);
        return bytes >= input.Position && input.PassTo(bytes) && input.Digest() == digest;
    }

    /// <summary>Numbers the next row, when earlier ones are passed over.</summary>
    private protected abstract void GoOnAt(long before);

    private protected void Break(Refusal refusal) => broken = refusal;
}
