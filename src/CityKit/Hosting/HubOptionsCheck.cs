using CityKit.Setup;
using Microsoft.Extensions.Options;

namespace CityKit.Hosting;

/// <summary>Refuses options out of range, wherever they were set.</summary>
internal sealed class HubOptionsCheck : IValidateOptions<HubOptions>
{
    public ValidateOptionsResult Validate(string? name, HubOptions options)
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
