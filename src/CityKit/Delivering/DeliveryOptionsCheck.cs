using Microsoft.Extensions.Options;

namespace CityKit.Delivering;

/// <summary>Refuses options out of range, wherever they were set.</summary>
internal sealed class DeliveryOptionsCheck : IValidateOptions<DeliveryOptions>
{
    public ValidateOptionsResult Validate(string? name, DeliveryOptions options)
    {
        try
        {
            options.Validate();
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException wrong)
        {
            return ValidateOptionsResult.Fail(wrong.Message);
        }
    }
}
