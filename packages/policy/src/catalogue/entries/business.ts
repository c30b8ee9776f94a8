// Customers, support, money, purchasing, shops, marketing and signing.

import { site } from '../describe.ts';

const ZENDESK = 'https://support.zendesk.com/hc/fr/articles/4408832379546';
const SALESFORCE = 'https://github.com/forcedotcom/sfdx-core src/util/sfdcUrl.ts';
const DYNAMICS = 'Microsoft Learn, "Power Platform URLs and IP address ranges"';

export const BUSINESS = [
  site('salesforce', 'Salesforce', 'crm', 'lightning.force.com my.salesforce.com', {
    source: SALESFORCE,
    routes: [{ prefix: '/lightning/setup', fidelity: 'structure' }],
  }),
  site('salesforce.sign-in', 'Salesforce sign-in', 'sign-in', 'login.salesforce.com test.salesforce.com', {
    source: 'Salesforce Help, "Set the My Domain Login Policy"',
  }),
  site('hubspot', 'HubSpot', 'crm', 'app.hubspot.com', { source: 'https://github.com/HubSpot/hubspot-cli' }),
  site('hubspot.eu', 'HubSpot, EU', 'crm', 'app-eu1.hubspot.com'),
  site(
    'dynamics',
    'Dynamics 365',
    'crm',
    'crm.dynamics.com crm3.dynamics.com crm4.dynamics.com crm11.dynamics.com crm12.dynamics.com crm15.dynamics.com crm16.dynamics.com',
    {
      source: DYNAMICS,
    },
  ),
  site(
    'dynamics.erp',
    'Dynamics 365 Finance and Business Central',
    'erp',
    'operations.dynamics.com businesscentral.dynamics.com',
  ),
  site('pipedrive', 'Pipedrive', 'crm', 'pipedrive.com'),
  site('zoho.crm', 'Zoho CRM', 'crm', 'crm.zoho.com crm.zoho.eu'),
  site('zoho', 'Zoho', 'portal', 'zoho.com zoho.eu'),
  site('copper', 'Copper', 'crm', 'app.copper.com'),
  site('sugarcrm', 'SugarCRM', 'crm', 'sugarondemand.com sugaropencloud.eu'),
  site('gainsight', 'Gainsight', 'crm', 'gainsightcloud.com'),
  site('outreach', 'Outreach', 'crm', 'web.outreach.io'),
  site('salesloft', 'Salesloft', 'crm', 'app.salesloft.com'),
  site('linkedin.sales', 'LinkedIn Sales Navigator', 'crm', 'linkedin.com', { paths: ['/sales'] }),
  site('zendesk', 'Zendesk', 'support', 'zendesk.com', {
    source: ZENDESK,
    routes: [{ prefix: '/admin', fidelity: 'structure' }],
  }),
  site('freshdesk', 'Freshdesk', 'support', 'freshdesk.com'),
  site('freshservice', 'Freshservice', 'support', 'freshservice.com'),
  site('servicenow', 'ServiceNow', 'support', 'service-now.com', {
    source: 'https://github.com/ServiceNowDevProgram/code-snippets',
  }),
  site('intercom', 'Intercom', 'support', 'app.intercom.com', {
    source: 'https://github.com/intercom/intercom-node',
  }),
  site('helpscout', 'Help Scout', 'support', 'secure.helpscout.net'),
  site('gorgias', 'Gorgias', 'support', 'gorgias.com'),
  site('zammad', 'Zammad', 'support', 'zammad.com'),
  site('otrs', 'OTRS and Znuny', 'support', '', { source: 'https://github.com/znuny/Znuny, self-hosted' }),
  site('topdesk', 'TOPdesk', 'support', 'topdesk.net'),
  site('genesys', 'Genesys Cloud', 'support', 'mypurecloud.com mypurecloud.de mypurecloud.ie pure.cloud'),
  site('five9', 'Five9', 'support', 'five9.com'),
  site('talkdesk', 'Talkdesk', 'support', 'mytalkdesk.com mytalkdesk.eu'),

  site('quickbooks', 'QuickBooks Online', 'finance', 'qbo.intuit.com'),
  site('xero', 'Xero', 'finance', 'go.xero.com'),
  // DATEV shows payroll beside bookkeeping, under one host.
  site('datev', 'DATEV', 'finance', 'datev.de', { fidelity: 'structure' }),
  site('sage', 'Sage Business Cloud', 'finance', 'sageone.com accounting.sage.com'),
  site('sage.intacct', 'Sage Intacct', 'finance', 'intacct.com'),
  site('lexware', 'Lexware Office', 'finance', 'app.lexoffice.de app.lexware.de'),
  site('sevdesk', 'sevdesk', 'finance', 'my.sevdesk.de'),
  site('pennylane', 'Pennylane', 'finance', 'app.pennylane.com'),
  site('freshbooks', 'FreshBooks', 'finance', 'my.freshbooks.com'),
  site('freeagent', 'FreeAgent', 'finance', 'freeagent.com'),
  site('stripe', 'Stripe dashboard', 'finance', 'dashboard.stripe.com', {
    source: 'https://github.com/stripe/stripe-cli pkg/cmd/login.go',
    routes: [
      { prefix: '/apikeys', fidelity: 'none' },
      { prefix: '/test/apikeys', fidelity: 'none' },
    ],
  }),
  site('adyen', 'Adyen', 'finance', 'ca-live.adyen.com ca-test.adyen.com'),
  site('gocardless', 'GoCardless', 'finance', 'manage.gocardless.com'),
  site('bill', 'BILL', 'finance', 'app.bill.com'),
  site('sap.fiori', 'SAP S/4HANA and Fiori', 'erp', 's4hana.ondemand.com s4hana.cloud.sap'),
  site('sap.btp', 'SAP Business Technology Platform', 'cloud', 'hana.ondemand.com cockpit.btp.cloud.sap'),
  site('sap.concur', 'SAP Concur', 'procurement', 'concursolutions.com eu2.concursolutions.com'),
  site('sap.ariba', 'SAP Ariba', 'procurement', 'ariba.com'),
  site('sap.bydesign', 'SAP Business ByDesign', 'erp', 'sapbydesign.com'),
  site('oracle.fusion', 'Oracle Fusion Cloud', 'erp', 'oraclecloud.com', { fidelity: 'structure' }),
  site('netsuite', 'NetSuite', 'erp', 'netsuite.com'),
  site('odoo', 'Odoo', 'erp', 'odoo.com'),
  site('erpnext', 'ERPNext', 'erp', 'erpnext.com'),
  site('coupa', 'Coupa', 'procurement', 'coupahost.com'),
  site('expensify', 'Expensify', 'procurement', 'expensify.com'),
  site('spendesk', 'Spendesk', 'procurement', 'app.spendesk.com'),
  site('pleo', 'Pleo', 'procurement', 'app.pleo.io'),
  site(
    'amazon.business',
    'Amazon Business',
    'procurement',
    'business.amazon.com business.amazon.de business.amazon.co.uk',
  ),
  site('navan', 'Navan', 'procurement', 'app.navan.com'),

  site('shopify', 'Shopify admin', 'shop', 'admin.shopify.com', { source: 'https://github.com/Shopify/cli' }),
  site('shopify.legacy', 'Shopify admin, older address', 'shop', 'myshopify.com', { paths: ['/admin'] }),
  site('woocommerce', 'WooCommerce', 'shop', '', {
    source: 'https://github.com/woocommerce/woocommerce, self-hosted',
  }),
  site('magento', 'Magento and Adobe Commerce', 'shop', '', {
    source: 'https://github.com/magento/magento2, self-hosted',
  }),
  site('shopware', 'Shopware', 'shop', '', { source: 'https://github.com/shopware/shopware, self-hosted' }),
  site('bigcommerce', 'BigCommerce', 'shop', 'mybigcommerce.com login.bigcommerce.com'),
  site(
    'seller-central',
    'Amazon Seller Central',
    'shop',
    'sellercentral.amazon.com sellercentral.amazon.de sellercentral.amazon.co.uk sellercentral-europe.amazon.com',
  ),
  site('ebay.seller', 'eBay', 'shop', 'ebay.com ebay.de ebay.co.uk ebay.fr ebay.ie', {
    fidelity: 'structure',
  }),
  site('mailchimp', 'Mailchimp', 'marketing', 'admin.mailchimp.com mailchimp.com'),
  site('klaviyo', 'Klaviyo', 'marketing', 'klaviyo.com'),
  site('brevo', 'Brevo', 'marketing', 'app.brevo.com'),
  site('marketo', 'Marketo Engage', 'marketing', 'marketo.com'),
  site('pardot', 'Account Engagement', 'marketing', 'pi.pardot.com'),
  site('google.ads', 'Google Ads', 'marketing', 'ads.google.com'),
  site('meta.business', 'Meta Business Suite', 'marketing', 'business.facebook.com'),
  site('hootsuite', 'Hootsuite', 'marketing', 'hootsuite.com'),
  site('buffer', 'Buffer', 'marketing', 'publish.buffer.com'),
  site('semrush', 'Semrush', 'marketing', 'semrush.com'),
  site('docusign', 'DocuSign', 'signing', 'apps.docusign.com'),
  site('docusign.demo', 'DocuSign developer account', 'signing', 'apps-d.docusign.com', {
    source: 'https://github.com/docusign/code-examples-node config/appsettings.example.json',
  }),
  site('adobe.sign', 'Acrobat Sign', 'signing', 'adobesign.com echosign.com'),
  site('dropbox.sign', 'Dropbox Sign', 'signing', 'app.hellosign.com sign.dropbox.com'),
  site('pandadoc', 'PandaDoc', 'signing', 'app.pandadoc.com'),
];
