using CityKit.Core;

namespace CityKit.Client;

/// <summary>What the hub says: a value, or why there is none.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="Value">The value; null when it was refused.</param>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
public sealed record Answer<T>(T? Value, Refusal? Refusal) where T : class
{
    /// <summary>The value, or the refusal as an exception.</summary>
    /// <exception cref="RefusedException">It was refused.</exception>
    public T OrThrow()
    {
        Refusal?.Throw();
        return Value!;
    }
}
