using NodaTime;

namespace CityKit.Credentials.SdJwt;

/// <summary>The nonces that a verifier gave out (随机数登记): the seam that makes each count once, in one process or for a whole city.</summary>
public interface INonceRegister
{
    /// <summary>Uses a nonce up. It is asked last, when all else of a presentation is good. Safe to call from several threads at once.</summary>
    /// <returns>Whether it was given out, is not too old and was not used before.</returns>
    bool TryUse(string nonce, Instant at);
}
